(derivation { name = "a"; system = "s"; builder = "b"; args = [ 1 true null [ "x" "y" ] ]; }).drvPath
