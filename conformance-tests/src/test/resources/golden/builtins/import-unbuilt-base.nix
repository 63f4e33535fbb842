# What the context refers to must be there before anything else counts.
builtins.readFile (builtins.appendContext "/x" { "/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x.drv" = { outputs = [ "out" ]; }; })
