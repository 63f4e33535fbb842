(derivation { name = "a"; system = "s"; builder = "b"; args = "x"; }).drvPath
