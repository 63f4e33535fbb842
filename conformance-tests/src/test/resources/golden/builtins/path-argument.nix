builtins.path { path = ./data; nonsense = 1; }
