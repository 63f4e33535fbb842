builtins.head [ 1 (throw "unused") ]
