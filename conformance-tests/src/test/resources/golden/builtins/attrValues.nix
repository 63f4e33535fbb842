builtins.attrValues { b = 1; a = 2; "a b" = 3; }
