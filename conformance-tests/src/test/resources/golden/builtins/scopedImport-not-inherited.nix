scopedImport { import = p: "replaced ${baseNameOf p}"; } (builtins.toFile "x.nix" "import /a/b")
