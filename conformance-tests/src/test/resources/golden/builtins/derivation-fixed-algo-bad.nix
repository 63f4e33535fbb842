(derivation { name = "a"; system = "s"; builder = "b"; outputHash = "00"; outputHashAlgo = "sha3"; }).drvPath
