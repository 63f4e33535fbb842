builtins.deepSeq { b = throw "b"; x = throw "x"; } 1
