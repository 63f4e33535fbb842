let f = x: x; in f { a = 1; }.b or 2
