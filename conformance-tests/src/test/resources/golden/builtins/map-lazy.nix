builtins.length (map (throw "unused") [ 1 2 ])
