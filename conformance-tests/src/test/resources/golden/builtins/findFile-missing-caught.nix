(builtins.tryEval <no/such/name>).success
