[ (builtins.any (x: x > 1) [ 0 2 ]) (builtins.any (x: true) [ ]) ]
