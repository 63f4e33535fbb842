let f = import ./data/sub; in [ f.a (import ./data/sub/default.nix == f) ]
