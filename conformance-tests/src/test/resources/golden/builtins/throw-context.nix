throw "at ${builtins.toFile "n" "x"}"
