builtins.foldl' (acc: x: if x == 1 then throw "forced at once" else 0) 0 [ 1 2 ]
