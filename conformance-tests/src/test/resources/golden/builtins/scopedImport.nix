scopedImport { a = 2; builtins = { }; } (builtins.toFile "x.nix" "[ a builtins ]")
