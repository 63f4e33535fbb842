builtins.path { path = ./data/text; } == "${./data/text}"
