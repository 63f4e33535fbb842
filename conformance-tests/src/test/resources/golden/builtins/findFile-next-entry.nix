builtins.findFile [ { prefix = "x"; path = ./data/sub; } { prefix = "x"; path = ./data; } ] "x/text" == ./data/text
