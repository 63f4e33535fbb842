builtins.attrNames (derivationStrict { name = "a"; system = "s"; builder = "b"; outputs = [ "out" "b" ]; })
