(derivation { name = "a"; builder = "b"; system = "s"; outputHash = "zz"; outputHashAlgo = "sha256"; }).drvPath
