{ a = throw "shown in place"; b = [ (1 + 1) ]; }
