builtins.convertHash { hash = "abc"; hashAlgo = "md5"; toHashFormat = "sri"; }
