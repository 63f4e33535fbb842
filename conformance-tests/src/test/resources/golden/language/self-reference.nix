let a = a; in a
