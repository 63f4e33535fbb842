(derivation { name = "x"; system = "s"; builder = "b"; "a b" = throw "no"; }).outPath
