map toString [ 1 1.5 true false null "s" /p [ 1 [ "a" ] "b" ] { outPath = "/o"; } { __toString = self: "t"; } ]
