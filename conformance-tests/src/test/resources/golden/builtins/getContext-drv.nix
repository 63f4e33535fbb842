let d = derivation { name = "a"; system = "s"; builder = "b"; }; in builtins.attrValues (builtins.getContext "${d}${d.drvPath}")
