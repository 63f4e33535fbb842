builtins.length (builtins.filter (x: true) [ (throw "kept as it is") 2 ])
