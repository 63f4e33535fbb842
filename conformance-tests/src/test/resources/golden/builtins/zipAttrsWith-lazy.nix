builtins.attrNames (builtins.zipAttrsWith (n: vs: throw n) [ { a = 1; } { b = throw "b"; } ])
