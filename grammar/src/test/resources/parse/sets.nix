let
  a.b.c = 1;
  a.b.d = 2;
  a.e = { f = 3; };
  inherit (x) y z;
  inherit "quoted" p;
  r = rec { "s t" = u; ${null} = 1; ${"fixed"} = 2; "x${y}" = 3; or = 4; };
in {
  set = { };
  set.one = 1;
  set = { two = 2; inherit (q) v; };
  legacy = let { body = x; x = 1; };
  select = a.b."c d".${e}.${"f"}.or or g.h;
  orAsVariable = f or [ ];
  functions = [
    (x: x) (x: y: z) ({ }: 1) ({ ... }: 1) ({ b, a ? 1, }: a) ({ b, a ? 1, ... }@args: a)
    (args@{ a }: a) ({ } // { })
  ];
  control = if a then assert b; c else with d; e;
  paths = [ ./a ../a/../b a/b ./. ./${a} ./x/${a}/y+${b}z ~/h ~/${a} <n/p> ];
  numbers = [ 0 9223372036854775807 1.5 .5 1e3 1.e3 1.0e-10 123456789.0 ];
}
