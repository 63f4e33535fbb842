builtins.toJSON { a.b = [ (x: x) ]; }
