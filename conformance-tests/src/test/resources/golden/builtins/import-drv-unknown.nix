import (builtins.toFile "x.drv" "Nothing")
