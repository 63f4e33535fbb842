[ (builtins.readFile (builtins.toFile "f" "x\ny")) (builtins.hasContext (builtins.readFile (builtins.toFile "f" "x"))) ]
