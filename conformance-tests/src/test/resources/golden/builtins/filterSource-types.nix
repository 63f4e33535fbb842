let seen = builtins.filterSource (path: type: builtins.trace "${baseNameOf path} ${type}" true) ./data/sub; in builtins.isString "${seen}"
