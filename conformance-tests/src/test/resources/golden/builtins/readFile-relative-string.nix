builtins.readFile "data/text"
