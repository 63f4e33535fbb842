(derivation { name = "a"; system = "s"; builder = "b"; t = true; f = false; n = null; i = 3; fl = 1.5; l = [ 1 "x" [ true ] ]; p = { outPath = "q"; }; }).drvPath
