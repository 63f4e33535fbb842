let
  inherit (builtins) fromJSON toJSON;
in
[
  (fromJSON ''{"x": [1, 2, 3], "y": null, "z": {"a": true, "b": false}}'')
  (fromJSON ''[ -9223372036854775808, 9223372036854775807, -9223372036854775809, 1e3, 0.5, -0, 1E-2, 100000000000000000000 ]'')
  (fromJSON ''"\u00e9\ud83d\ude00\n\t\"\\\/"'')
  (fromJSON ''{"a": 1, "b": 2, "a": 3}'')
  (fromJSON ''[{"b": 1, "a": 2}, {"b": 3, "a": 4}, {"b": 5}, {"a": 6, "b": 7}, {"b": 8, "a": 9}, {}]'')
  (fromJSON " [ ] ")
  (toJSON { b = [ 1 2.5 null true "x\n\"\\\t/é" ]; a = { }; })
  (map toJSON [ 1.0 0.1 1.0e20 1.0e15 1.0e16 1.0e-5 0.0001 123456.789 (-0.0) ])
  (toJSON { outPath = "/x"; y = 1; })
  (toJSON { __toString = self: "s"; })
]
