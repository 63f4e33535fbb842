[ (builtins.substring 1 2 "abcd") (builtins.substring 2 100 "abcd") (builtins.substring 9 1 "abcd") (builtins.substring 1 (-1) "abcd") (builtins.substring 0 0 "abcd") ]
