builtins.split "([[:alpha:]])([0-9])?" "a1 b"
