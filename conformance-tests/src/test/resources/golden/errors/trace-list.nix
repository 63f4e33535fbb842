[ 1 [ 2 (throw "deep") ] ]
