[ (builtins.fromJSON " 1 ") (builtins.fromJSON "\"x\"") (builtins.fromJSON "null") ]
