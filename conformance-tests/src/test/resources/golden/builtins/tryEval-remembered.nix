let x = throw "once"; in [ (builtins.tryEval x).success (builtins.tryEval x).success ]
