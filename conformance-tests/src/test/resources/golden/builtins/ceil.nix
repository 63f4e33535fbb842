map builtins.ceil [ 1.2 (-1.2) 3 ]
