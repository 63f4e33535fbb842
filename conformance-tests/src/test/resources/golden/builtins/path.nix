builtins.path { path = ./data/text; name = "renamed"; }
