let
  d = derivation { name = "a"; system = "s"; builder = "b"; };
  drv = builtins.unsafeDiscardStringContext d.drvPath;
in
builtins.getContext (builtins.appendContext "x" { ${drv} = { allOutputs = true; }; })
