{
  a.b = 1;
  a = rec { c = 2; inherit (p) q; };
  a.d.${e}.f = 3;
  a.d = { g = 4; inherit (r) s; inherit (t) u; ${v} = w: w; };
  h = rec { i = 5; };
  h.j = 6;
  a = { inherit (k) l; };
}
