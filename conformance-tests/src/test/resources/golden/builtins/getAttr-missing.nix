builtins.getAttr "foo" { fob = 1; bar = 2; }
