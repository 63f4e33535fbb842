let a = 1; in import (builtins.toFile "x.nix" "a")
