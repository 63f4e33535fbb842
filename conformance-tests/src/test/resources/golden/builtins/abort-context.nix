let f = builtins.toFile "f" ""; in abort "see ${f}"
