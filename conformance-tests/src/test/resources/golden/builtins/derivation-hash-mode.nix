(derivation { name = "x"; system = "s"; builder = "b"; outputHash = "00"; outputHashMode = "deep"; }).outPath
