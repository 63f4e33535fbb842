let
  inherit (builtins) map filter elem elemAt head tail length foldl' all any concatLists concatMap genList sort partition groupBy lessThan;
  f = x: x;
in
[
  (map (x: x * 2) [ 1 2 3 ])
  (length (map throw [ "a" "b" ]))
  (map (throw "unused") [ ])
  (filter (x: x > 1) [ 1 2 3 ])
  (filter (throw "unused") [ ])
  (elem 1.0 [ 0 1 2 ])
  (elem f [ f ])
  (elem [ 1 { a = 2; } ] [ [ 1 { a = 2; } ] ])
  (elemAt [ 1 2 3 ] 2)
  (head [ 1 (throw "no") ])
  (tail [ (throw "no") 2 3 ])
  (foldl' (a: b: a + b) 0 [ 1 2 3 ])
  (foldl' (a: b: b) (throw "unused") [ 1 2 ])
  (all (x: x > 0) [ 1 2 0 (throw "not reached") ])
  (any (x: x > 1) [ 1 2 (throw "not reached") ])
  (all (x: false) [ ])
  (concatLists [ [ 1 ] [ ] [ 2 3 ] ])
  (concatMap (x: [ x x ]) [ 1 2 ])
  (genList (x: x * x) 5)
  (sort lessThan [ 3 1 2 ])
  (sort (a: b: a > b) [ 3 1 2 ])
  (map (x: x.v) (sort (a: b: a.k < b.k) (genList (i: { k = i - i / 3 * 3; v = i; }) 40)))
  (sort lessThan [ "b" "a" "aa" "" "B" ])
  (sort lessThan [ [ 2 ] [ 1 5 ] [ 1 ] [ ] ])
  (sort lessThan [ 2 1.5 1 0.5 ])
  (sort lessThan (genList (i: 100 - i) 101) == genList (i: i) 101)
  (partition (x: x > 10) [ 1 23 9 3 42 ])
  (groupBy (builtins.substring 0 1) [ "foo" "bar" "baz" ])
]
