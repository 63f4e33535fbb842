builtins.length (builtins.concatMap (x: [ (throw x) ]) [ "a" "b" ])
