builtins.length (map (throw "not called") [ 1 2 ])
