(derivation { name = "a"; system = "s"; builder = "b"; __contentAddressed = true; outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; }).drvPath
