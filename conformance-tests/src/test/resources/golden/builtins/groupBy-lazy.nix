builtins.mapAttrs (n: builtins.length) (builtins.groupBy (x: "a") [ 1 2 ])
