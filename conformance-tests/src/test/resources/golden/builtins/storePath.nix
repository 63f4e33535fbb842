builtins.storePath (builtins.toFile "f" "x") == builtins.toFile "f" "x"
