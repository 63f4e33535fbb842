let
  inherit (builtins) add sub mul div ceil floor bitAnd bitOr bitXor lessThan typeOf;
in
[
  (add 1 2) (sub 1 2) (mul 3 4) (div 7 2) (div (-7) 2) (div 7.0 2)
  (add 1 0.5) (mul 0.5 4)
  (ceil 1.5) (ceil (-1.5)) (floor 1.5) (floor (-1.5)) (ceil 3) (floor 3)
  (bitAnd 12 10) (bitOr 12 10) (bitXor 12 10)
  (lessThan 1 2) (lessThan 1 0.5) (lessThan "a" "b") (lessThan [ 1 2 ] [ 1 3 ]) (lessThan [ ] [ 1 ]) (lessThan ./a ./b)
  (map typeOf [ 1 1.0 true null "" ./. [ ] { } (x: x) map ])
  (1 == 1.0) ({ a = 1; } == { a = 1.0; }) ([ 1 ] == [ 1 2 ])
  (let f = x: x; in [ (f == f) ([ f ] == [ f ]) ({ inherit f; } == { inherit f; }) ])
  ({ type = "derivation"; outPath = "a"; x = 1; } == { type = "derivation"; outPath = "a"; x = 2; })
]
