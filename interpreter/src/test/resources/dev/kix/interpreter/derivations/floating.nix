let
  d = derivation { name = "ca"; builder = "b"; system = "s"; __contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256"; outputs = [ "out" "dev" ]; };
  user = derivation { name = "user"; builder = "b"; system = "s"; inherit d; dev = d.dev; };
in
[ d.outPath d.dev.outPath d.drvPath user.outPath user.drvPath (builtins.placeholder "out") (builtins.getContext "${d}${user}") ]
