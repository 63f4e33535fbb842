builtins.appendContext "x" { "/nix/store/g9j6ig0p2rv9swbkg2z3n89rhr07f8za-a" = { allOutputs = true; }; }
