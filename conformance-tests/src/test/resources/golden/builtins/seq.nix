builtins.seq { a = throw "unused"; } 1
