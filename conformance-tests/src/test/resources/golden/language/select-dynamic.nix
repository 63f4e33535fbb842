let n = "a"; in [ { a = 1; }.${n} { "a b" = 2; }."a b" { ab = 3; }."${n}b" ]
