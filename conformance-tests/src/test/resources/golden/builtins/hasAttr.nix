[ (builtins.hasAttr "a" { a = throw "unused"; }) (builtins.hasAttr "b" { }) ]
