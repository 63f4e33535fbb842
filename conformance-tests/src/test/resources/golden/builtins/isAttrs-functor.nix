[ (builtins.isFunction { __functor = self: x: x; }) (builtins.isAttrs { __functor = 1; }) (builtins.isFunction (map (x: x))) (builtins.isAttrs (derivation { })) ]
