builtins.findFile [ { path = ./data; } ] "sub/default.nix" == ./data/sub/default.nix
