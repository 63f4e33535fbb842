let d = derivation { name = "a"; system = "s"; builder = "b"; }; in builtins.toFile "f" d.drvPath
