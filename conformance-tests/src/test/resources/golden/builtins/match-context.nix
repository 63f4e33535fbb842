let f = builtins.toFile "f" ""; in map builtins.hasContext (builtins.match "(.*)" f)
