[ (builtins.sub 1 3) (builtins.sub 1.5 1) ]
