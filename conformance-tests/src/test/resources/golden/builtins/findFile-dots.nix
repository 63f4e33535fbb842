# eval.cc, findFile: the rest of the name is a canonical path by itself.
builtins.findFile [ { path = ./.; } ] "../builtins/toFile-name.nix"
