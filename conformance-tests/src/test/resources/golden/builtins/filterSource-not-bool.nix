builtins.filterSource (path: type: 1) ./data
