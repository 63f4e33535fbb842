builtins.toJSON ((x: y: 1) 1)
