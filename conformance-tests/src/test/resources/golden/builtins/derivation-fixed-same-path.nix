let d = b: derivation { name = "a"; system = "s"; builder = b; outputHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="; };
in [ ((d "x").outPath == (d "y").outPath) ((d "x").drvPath == (d "y").drvPath) ]
