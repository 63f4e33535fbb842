builtins.findFile
  [ { path = builtins.appendContext "/x" { "/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-source" = { path = true; }; }; } ]
  "y"
