let f = x: if x < 0 then "-" else if x == 0 then "0" else "+"; in map f [ (-1) 0 1 ]
