builtins.findFile [ { prefix = "x"; path = ./data; } { prefix = ""; path = ./data/sub; } ] "x/text" == ./data/text
