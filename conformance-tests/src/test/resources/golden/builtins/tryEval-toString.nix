(builtins.tryEval (toString [ (throw "x") ])).success
