let
  s = { a = 1;
    b.c = 2; };
  at = n: set: let p = builtins.unsafeGetAttrPos n set; in [ (baseNameOf p.file) p.line p.column ];
in [ (at "a" s) (at "b" s) (at "c" s.b) (at "a" (s // { b = 1; })) (at "a" { inherit (s) a; }) ]
