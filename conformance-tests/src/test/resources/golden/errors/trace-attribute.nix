{ a = { b = 1 + null; }; }
