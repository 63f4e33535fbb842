builtins.deepSeq { a = [ (throw "deep inside") ]; } "done"
