let x = null; in x.a.b
