builtins.length [ (throw "a") (1 + "x") ]
