let e5 = "an argument"; in (x: x) 1e5
