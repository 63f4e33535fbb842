let d = derivation { name = "a"; system = "s"; builder = "b"; outputs = [ "dev" "out" ]; }; in
[ d.outputName d.out.outputName d.dev.dev.outputName (d.outPath == d.dev.outPath) (d == d.out) ]
