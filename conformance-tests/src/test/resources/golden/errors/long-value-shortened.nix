1 + { a = 1; b = [ 1 2 3 ]; c = { d = { e = 1; }; }; f = "a long string that goes on and on"; g = x: x; }
