builtins.deepSeq { "a b" = throw "no"; } 1
