(derivation { name = "a"; system = "s"; builder = "b"; __contentAddressed = true; outputHashMode = "recursive"; outputHashAlgo = "sha256"; }).drvPath
