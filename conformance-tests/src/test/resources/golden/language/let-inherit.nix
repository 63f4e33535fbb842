let x = 1; in let inherit x; inherit ({ y = 2; z = 3; }) y z; in [ x y z ]
