builtins.readDir ./data/text
