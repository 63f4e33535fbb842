map (f: f) [ (builtins.substring 0 0 "abc") (builtins.substring 3 1 "abc") (builtins.substring 0 100 "abc") (builtins.substring 1 (-5) "abc") ]
