let x = { a = 1; b = x; c = [ x ]; }; in builtins.deepSeq x "ended"
