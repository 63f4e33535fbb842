builtins.attrNames (builtins.readDir (builtins.filterSource (path: type: type != "directory" && baseNameOf path != "text") ./data))
