let f = x: x; s = { inherit f; }; in [ (f == f) (s == s) ({ inherit f; } == { inherit f; }) ([ f ] == [ f ]) ((x: x) == (x: x)) (map == map) ]
