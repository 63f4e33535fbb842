builtins.findFile [ { prefix = "x"; path = ./data; } ] "y"
