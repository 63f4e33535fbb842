builtins.getAttr "a b" { "a b" = 1; }
