builtins.trace
