let s = builtins.listToAttrs [ { name = "a"; value = 1; } ]; in builtins.unsafeGetAttrPos "a" s
