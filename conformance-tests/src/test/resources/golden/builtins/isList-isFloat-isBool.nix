[ (builtins.isList (map 1 [ ])) (builtins.isFloat (1 / 2.0)) (builtins.isFloat (1 / 2)) (builtins.isBool (1 == 2)) ]
