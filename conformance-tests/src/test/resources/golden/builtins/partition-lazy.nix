builtins.length (builtins.partition (x: true) [ (throw "kept") ]).right
