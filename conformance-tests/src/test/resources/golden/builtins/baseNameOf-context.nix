let f = builtins.toFile "f" ""; in builtins.hasContext (baseNameOf f)
