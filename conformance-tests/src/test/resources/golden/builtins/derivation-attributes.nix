builtins.attrNames (derivation { name = "a"; system = "s"; builder = "b"; x = 1; outputs = [ "out" "dev" ]; })
