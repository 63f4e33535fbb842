builtins.toJSON { a.${builtins.substring 0 1 "é" + "x"} = 1; }
