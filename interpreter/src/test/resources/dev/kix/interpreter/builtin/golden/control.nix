let
  inherit (builtins) tryEval seq deepSeq addErrorContext genericClosure isFunction;
in
[
  (tryEval (throw "no"))
  (tryEval (assert false; 1))
  (tryEval 1)
  (tryEval { x = throw "inside"; }).success
  (seq { x = throw "inside"; } 1)
  (deepSeq (let x = { y = x; z = [ x ]; }; in x) 2)
  (addErrorContext "context" 3)
  (genericClosure { startSet = [ { key = 5; } ]; operator = i: [ { key = if i.key / 2 * 2 == i.key then i.key / 2 else 3 * i.key + 1; } ]; })
  (genericClosure { startSet = [ { key = "a"; } { key = "a"; } ]; operator = i: [ ]; })
  (genericClosure { startSet = [ { key = 1; } { key = 1.0; } { key = 2.5; } ]; operator = i: [ ]; })
  (genericClosure { startSet = [ ]; operator = throw "unused"; })
  (genericClosure { startSet = [ { key = [ 1 "x" ]; } { key = [ 1 "x" ]; } { key = [ 2 ]; } ]; operator = i: [ ]; })
  (map isFunction [ map (map 1) (x: x) { __functor = self: x: x; } 1 ])
]
