let f = builtins.toFile "f" ""; in builtins.getContext (builtins.readFile (builtins.toFile "g" "see ${f}")) == builtins.getContext f
