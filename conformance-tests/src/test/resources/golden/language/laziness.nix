# What is not needed is not evaluated.
let
  unused = throw "never";
  pair = { left = 1; right = unused; };
in
[ pair.left (builtins.length [ unused unused ]) (if true then "a" else unused) ]
