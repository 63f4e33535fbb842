builtins.path { path = ./data; nam = "x"; }
