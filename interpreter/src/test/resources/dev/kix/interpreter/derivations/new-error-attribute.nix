(derivation { name = "a"; builder = "b"; system = "s"; x = { }; }).drvPath
