let f = builtins.toFile "f" ""; in map builtins.hasContext (builtins.filter builtins.isString (builtins.split "-" f))
