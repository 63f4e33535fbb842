(derivation { name = "a"; system = "s"; builder = "b"; __structuredAttrs = true; outputs = [ "out" "doc" ]; x = { y = [ 1 2.5 null true ]; }; }).drvPath
