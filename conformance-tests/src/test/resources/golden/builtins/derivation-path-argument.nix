(derivation { name = "a"; system = "s"; builder = ./data/builder.sh; }).drvPath
