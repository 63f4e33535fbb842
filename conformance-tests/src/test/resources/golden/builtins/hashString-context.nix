let f = builtins.toFile "f" ""; in builtins.hasContext (builtins.hashString "md5" f)
