let
  f = builtins.toFile "f" "";
  d = derivation { name = "a"; system = "s"; builder = "b"; };
  drv = builtins.unsafeDiscardStringContext d.drvPath;
  s = builtins.appendContext "x${f}" { ${drv} = { outputs = [ "out" ]; path = true; }; };
in
builtins.attrValues (builtins.getContext s)
