(derivation { name = "a"; system = "s"; builder = "b"; __structuredAttrs = true; args = [ "x" ]; }).drvPath
