let
  a = derivation { name = "a"; system = "s"; builder = "b"; };
  b = derivation { name = "b"; system = "s"; builder = "b"; x = a.drvPath; };
in b.drvPath
