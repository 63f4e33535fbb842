builtins.readFile (derivation { name = "a"; builder = "b"; system = "s"; })
