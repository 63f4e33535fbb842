builtins.readFileType ./data/none
