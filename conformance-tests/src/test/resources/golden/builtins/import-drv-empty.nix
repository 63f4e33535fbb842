# store-api.cc, readDerivationCommon
import (builtins.toFile "x.drv" "")
