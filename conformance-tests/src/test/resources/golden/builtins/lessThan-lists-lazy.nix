[ 1 (throw "not looked at") ] < [ 2 (throw "nor here") ]
