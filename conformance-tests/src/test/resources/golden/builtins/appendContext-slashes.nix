# store-dir-config.cc, parseStorePath: a store path is made canonical.
builtins.getContext (builtins.appendContext "x" { "/nix/store//aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x/" = { path = true; }; })
