break { a = 1; }
