(derivation { name = builtins.toFile "f" ""; system = "s"; builder = "b"; }).drvPath
