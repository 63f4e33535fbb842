builtins.foldl' (throw "op") 1 [ ]
