builtins.path { path = ./.; "a b" = 1; }
