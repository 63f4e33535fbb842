(derivation { name = "a"; system = "s"; builder = "b"; outputHash = ""; outputHashAlgo = "sha256"; }).outPath
