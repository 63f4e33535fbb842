{ a.b = [ 10 { "c.d" = "found"; } ]; }
