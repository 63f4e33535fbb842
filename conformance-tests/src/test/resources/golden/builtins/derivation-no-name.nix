(derivation { system = "s"; builder = "b"; }).outPath
