(derivation { name = "e"; system = "s"; builder = "b"; t = true; f = false; n = null; i = 3; l = [ 1 [ "x" ] true ]; path = builtins.toFile "f" "text"; }).drvPath
