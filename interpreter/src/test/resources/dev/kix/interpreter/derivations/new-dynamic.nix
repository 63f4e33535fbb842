let
  producer = derivation { name = "gen.drv"; builder = "b"; system = "s"; __contentAddressed = true; outputHashMode = "text"; outputHashAlgo = "sha256"; };
  out = builtins.outputOf producer.outPath "out";
  user = derivation { name = "user"; builder = "b"; system = "s"; x = out; };
in
[ producer.outPath producer.drvPath out user.drvPath user.outPath (builtins.getContext user.drvPath) ]
