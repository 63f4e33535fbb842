let f = x: g x; g = x: h x; h = x: x + "1"; in f 2
