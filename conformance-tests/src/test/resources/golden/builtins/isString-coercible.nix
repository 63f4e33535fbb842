map builtins.isString [ "" { outPath = ""; } /a { __toString = s: ""; } ]
