let f = builtins.toFile "f" ""; in map builtins.hasContext [ (builtins.substring 0 0 f) (builtins.substring 0 3 f) (builtins.substring 1000 1 f) ]
