[ (builtins.add 1 2.0) (builtins.typeOf (builtins.add 1 2.0)) (builtins.typeOf (builtins.add 1 2)) ]
