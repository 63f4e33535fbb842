(derivation { name = "a"; system = "s"; builder = "b"; x = [ (y: y) ]; }).drvPath
