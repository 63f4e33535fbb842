builtins.appendContext "x" { "y" = { }; }
