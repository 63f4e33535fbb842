let f = x: builtins.trace "each call" x; in f 1 + f 1
