let s = throw "not needed"; in builtins.attrNames { inherit (s) a b; }
