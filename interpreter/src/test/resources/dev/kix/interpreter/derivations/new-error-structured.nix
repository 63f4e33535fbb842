(derivation { name = "a"; builder = "b"; system = "s"; __structuredAttrs = true; x.y = x: x; }).drvPath
