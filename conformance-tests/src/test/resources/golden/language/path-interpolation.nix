let n = "sub"; in [ (./data/${n} == ./data/sub) (./data/${n}/x == ./data/sub/x) ]
