# Names of builtins, and those in derivation.nix, come before all others: `map` is met first, then `x`.
builtins.deepSeq { b = throw "b"; x = throw "x"; map = throw "map"; } 1
