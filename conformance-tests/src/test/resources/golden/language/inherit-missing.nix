let s = { }; in { inherit (s) q; }.q
