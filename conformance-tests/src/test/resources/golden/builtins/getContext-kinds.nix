let
  d = derivation { name = "a"; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; };
  f = builtins.toFile "f" "";
in builtins.attrValues (builtins.getContext "${d}${d.dev}${f}${d.drvPath}")
