{ good = 1; bad.inner = throw "this part fails"; }
