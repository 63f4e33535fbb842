{ a = 1; b = [ (1 + 1) (x: x) ]; c = builtins.map; "not bare" = null; }
