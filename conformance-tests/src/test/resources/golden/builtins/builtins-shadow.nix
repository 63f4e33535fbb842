let builtins = { map = 1; }; in builtins.map
