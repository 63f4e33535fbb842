let map = f: xs: "mine"; in map 1 2
