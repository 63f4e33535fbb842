builtins.outputOf "/nix/store/x" "out"
