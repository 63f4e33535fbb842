with builtins; [ (length [ 1 ]) (isInt 1) ]
