builtins.mapAttrs (n: v: [ n v ]) { "a b" = 1; "" = 2; }
