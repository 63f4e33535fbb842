builtins.getContext (builtins.appendContext "s" { "/nix/store/jcnq1gpzqpaixkmvkkdbr6hzcxg0nnf9-note" = { path = true; }; })
