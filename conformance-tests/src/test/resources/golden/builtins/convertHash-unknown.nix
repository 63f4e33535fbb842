# hash.cc, parseHashAlgo: a UsageError, which says where there is help.
builtins.convertHash { hash = "foo:0000"; toHashFormat = "base16"; }
