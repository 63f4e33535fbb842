(builtins.getFlake "path:${toString ./data/flake}").greeting
