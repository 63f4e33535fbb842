let f = builtins.toFile "f" ""; in builtins.hasContext (builtins.fromJSON (builtins.toJSON f))
