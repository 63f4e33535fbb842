{ a = 1; b = throw "not reached"; } == { a = 2; b = 2; }
