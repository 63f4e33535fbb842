# Lists that foldl' and concatStringsSep get straight from map and genList, and others.
let
  xs = map (i: i * 2) [ 1 2 3 ];
  sum = builtins.foldl' (a: b: a + b) 0;
  l = builtins.genList (x: { v = x; }) 3;
in {
  a = sum (map (x: x + 1) xs);
  b = sum (builtins.genList (x: x) 5);
  c = builtins.foldl' (a: b: a ++ [ b ]) [ ] (map (x: { inherit x; }) xs);
  d = builtins.concatStringsSep "," (map toString xs);
  e = builtins.tryEval (builtins.foldl' (a: b: a + b) 0 (map (x: if x == 4 then throw "no" else x) xs));
  f = builtins.foldl' (a: b: b) 0 (map (x: x) [ 1 2 3 ]);
  g = builtins.foldl' (a: b: a) 7 (map (x: throw "never") [ 1 2 ]);
  h = sum (map (x: sum (map (y: x * y) [ 1 2 3 ])) [ 1 2 3 ]);
  i = sum (let m = builtins.genList (x: x) 4; in m) + sum (builtins.seq xs xs) + sum (map (p: p.v) l) + builtins.length l;
  j = sum (builtins.genList (i: sum (builtins.genList (x: x) i)) 4);
  k = builtins.concatStringsSep "-" (builtins.genList toString 0);
  n = map (f: f (builtins.genList (x: x) 3)) [ sum builtins.length ];
}
