map (x: x.success) [
  (builtins.tryEval (throw "x")) (builtins.tryEval (assert false; 1)) (builtins.tryEval <no/such/name>)
  (builtins.tryEval { a = throw "deep"; }) (builtins.tryEval 1)
]
