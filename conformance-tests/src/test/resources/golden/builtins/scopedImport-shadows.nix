scopedImport { map = "mine"; } (builtins.toFile "x.nix" "map")
