import "${derivation { name = "x"; system = "s"; builder = "b"; }}/default.nix"
