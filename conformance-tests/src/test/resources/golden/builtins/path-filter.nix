builtins.attrNames (builtins.readDir (builtins.path { path = ./data; name = "x"; filter = path: type: type == "regular"; }))
