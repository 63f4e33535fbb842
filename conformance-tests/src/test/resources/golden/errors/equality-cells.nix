# Each selection is a cell of its own: the sets are compared, and their attributes evaluated.
let t.s.a = throw "a"; in [ t.s ] == [ t.s ]
