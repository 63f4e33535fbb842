[ (builtins.hasAttr "a" { a = throw "not looked at"; }) (builtins.hasAttr "" { }) ]
