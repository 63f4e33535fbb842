builtins.addDrvOutputDependencies (builtins.toFile "f" "")
