builtins.attrNames { "é" = 1; z = 1; "" = 1; Z = 1; a10 = 1; a9 = 1; "a b" = 1; _ = 1; }
