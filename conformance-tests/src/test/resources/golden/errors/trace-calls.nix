let
  f = x: g (x + 1);
  g = y: y.missing;
in
f 1
