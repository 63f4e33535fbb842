[ (builtins.mul 3 4) (builtins.mul 2 0.5) ]
