import (builtins.toFile "x.drv" "Derive(")
