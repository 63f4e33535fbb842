builtins.length [ (throw "unused") 2 ]
