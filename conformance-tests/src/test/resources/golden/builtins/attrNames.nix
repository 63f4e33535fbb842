builtins.attrNames { b = 1; a = throw "unused"; "1" = 3; Z = 4; }
