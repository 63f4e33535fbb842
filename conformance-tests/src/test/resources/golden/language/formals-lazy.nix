({ a, b ? throw "not needed" }: a) { a = 1; }
