builtins.toJSON ./data/none
