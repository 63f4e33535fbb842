let d = derivation { name = "a"; system = "s"; builder = "b"; }; in builtins.hasContext (builtins.toJSON { inherit d; })
