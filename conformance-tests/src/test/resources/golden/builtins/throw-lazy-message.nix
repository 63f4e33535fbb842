builtins.isFunction throw
