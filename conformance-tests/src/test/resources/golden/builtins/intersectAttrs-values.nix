builtins.intersectAttrs { a = throw "left values are not looked at"; b = 1; } { a = 1; c = 2; }
