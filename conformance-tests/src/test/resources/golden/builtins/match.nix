[ (builtins.match "a(b)?c" "ac") (builtins.match "(.*)\\.(nix|drv)" "x.y.nix") (builtins.match "a" "b") (builtins.match "[[:space:]]*([0-9]+)" " 42") ]
