{ x, /** of y */ y ? 1 }@args:
let
  /** Adds. */
  add = a: /** inner */ b: (a) + (b);
  call = (add 1) 2 3;
  n.m = "a${x}b" + ''
    c ${y} d
  '';
  inherit (args) x "y";
  inherit args;
in
if !(x ? a.${y}) then -x.a.b or (y) else assert x == y; with x; [ __curPos (x or) ./p/${y}/q ]
