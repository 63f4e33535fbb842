{ good = 1; bad = throw "oh no"; }
