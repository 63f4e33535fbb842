let
  five = a: b: c: d: e: [ a b c d e ];
  six = a: b: c: d: e: { f, g ? f }: [ a b c d e f g ];
  one = five 1;
  two = six 1 2;
in
[
  (one 2 3 4 5)
  (two 3 4 5 { f = 6; })
  (six 1 2 3 4 5 { f = 6; g = 7; })
  (six 1 2 3 4 5 { f = 6; } == two 3 4 5 { f = 6; })
  (map (f: f 2 3 4 5) [ one (five 9) (_: b: c: d: [ b c d ]) ])
  ((a: b: c: d: e: x: y: z: a + b + c + d + e + x + y + z) 1 2 3 4 5 6 7 8)
  (let h = a: b: c: d: e: x: y: z: a + b + c + d + e + x + y + z; i = h 1; j = i 2 3; in j 4 5 6 7 8)
  (({ __functor = self: a: b: c: d: e: [ self.n a b c d e ]; n = 0; }) 1 2 3 4 5)
  (let k = { __functor = self: a: b: c: d: e: [ self.n a b c d e ]; n = 0; }; in k 1 2 3 4 5)
]
