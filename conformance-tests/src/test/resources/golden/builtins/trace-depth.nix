builtins.trace { a = [ 1 { b = 2; } ]; c = x: x; d = throw "not evaluated"; } 1
