builtins.listToAttrs [ { name = builtins.toFile "f" ""; value = 1; } ]
