{ a = 1; b = throw "compared"; } == { a = 1; b = 2; }
