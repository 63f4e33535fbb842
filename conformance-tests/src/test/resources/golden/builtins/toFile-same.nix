[ (builtins.toFile "f" "x" == builtins.toFile "f" "x") (builtins.toFile "f" "x" == builtins.toFile "g" "x") ]
