builtins.sort builtins.lessThan [ 2 "a" 1 ]
