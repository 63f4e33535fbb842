builtins.fromJSON "{\"a\": 1} y"
