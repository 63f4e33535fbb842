builtins.path { path = ./../builtins; recursive = false; }
