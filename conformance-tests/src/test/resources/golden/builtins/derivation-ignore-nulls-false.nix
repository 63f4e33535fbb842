(derivation { name = "a"; system = "s"; builder = "b"; __ignoreNulls = false; x = null; }).drvPath
