builtins.path { path = ./data/text; name = "a b"; }
