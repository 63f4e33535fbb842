builtins.getContext (builtins.appendContext "x" { ${builtins.unsafeDiscardStringContext (builtins.toFile "f" "")} = { }; })
