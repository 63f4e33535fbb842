builtins.mul 1 { }
