builtins.toJSON { "a b" = throw "no"; }
