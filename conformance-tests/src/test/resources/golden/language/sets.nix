let
  base = rec { a = 1; b = a + 1; nested.deep.value = b; };
in
{
  inherit (base) a b;
  updated = base // { a = 10; };
  has = [ (base ? a) (base ? nested.deep.value) (base ? nested.none.value) ];
  fallback = base.nested.none.value or "none";
  dynamic = { ${"x" + "y"} = 1; ${null} = 2; };
}
