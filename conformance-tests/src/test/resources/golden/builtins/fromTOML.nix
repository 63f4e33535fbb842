builtins.fromTOML "a = 1\nb = [ 1.5, 'x' ]\n[c.d]\ne = \"\"\"\nlines\n\"\"\"\n[[f]]\ng = 0x1F\n[[f]]\ng = true"
