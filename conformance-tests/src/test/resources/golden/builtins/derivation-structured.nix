(derivation { name = "j"; system = "s"; builder = "b"; __structuredAttrs = true; list = [ 1 "two" { three = 3.5; } ]; }).drvPath
