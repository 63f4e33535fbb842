builtins.toJSON { b = [ ]; a = { }; "" = null; "é" = [ [ true ] ]; }
