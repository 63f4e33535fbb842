let
  f = a: b: c: d: { e }: e;
  g = f 1;
in
g 2 3 4 { }
