builtins.readFile ./data/text
