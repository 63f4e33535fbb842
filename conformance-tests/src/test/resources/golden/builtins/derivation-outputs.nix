let d = derivation { name = "many"; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; }; in [ d.dev.outPath d.out.outPath (map (x: x.outputName) d.all) ]
