let drv = derivation { name = "x"; system = "s"; builder = "b"; };
in builtins.toFile "name" "${drv} ${drv.drvPath}"
