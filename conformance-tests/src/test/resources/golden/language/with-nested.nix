with { a = 1; }; with { b = a + 1; a = 5; }; a + b
