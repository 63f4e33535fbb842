builtins.readFile ./data/none
