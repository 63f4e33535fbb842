[ (builtins.hasContext "x") (builtins.hasContext (builtins.toFile "a" "b")) ]
