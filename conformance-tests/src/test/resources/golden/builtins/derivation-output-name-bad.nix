(derivation { name = "a"; system = "s"; builder = "b"; outputs = [ "a b" ]; }).drvPath
