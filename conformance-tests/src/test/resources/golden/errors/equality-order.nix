# `map` comes first, because Nix knows it before it reads anything.
{ a = 1; map = throw "map"; } == { a = 2; map = throw "map"; }
