(derivation { name = "a"; system = "s"; builder = "b"; outputHash = "zz"; outputHashAlgo = "sha256"; }).drvPath
