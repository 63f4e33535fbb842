builtins.appendContext "x" { ${builtins.unsafeDiscardStringContext (builtins.toFile "f" "")} = 1; }
