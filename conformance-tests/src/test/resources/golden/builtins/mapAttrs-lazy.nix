builtins.attrNames (builtins.mapAttrs (throw "not called") { a = 1; })
