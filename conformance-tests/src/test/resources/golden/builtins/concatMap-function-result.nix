# primops.cc, prim_concatMap: the position of what was returned, else of the function.
builtins.concatMap (x: (y: 1)) [ 1 ]
