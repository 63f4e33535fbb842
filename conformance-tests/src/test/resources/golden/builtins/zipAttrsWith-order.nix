builtins.zipAttrsWith (n: vs: vs) [ { a = 1; b = 2; } { a = 3; } { } { b = 4; a = 5; } ]
