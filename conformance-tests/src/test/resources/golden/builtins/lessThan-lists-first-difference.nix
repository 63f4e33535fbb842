[ null 1 ] < [ true 2 ]
