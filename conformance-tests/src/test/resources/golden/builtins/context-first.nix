let drv = derivation { name = "x"; system = "s"; builder = "b"; };
in builtins.getEnv "${drv} ${drv.drvPath} ${builtins.toFile "text" "hello"}"
