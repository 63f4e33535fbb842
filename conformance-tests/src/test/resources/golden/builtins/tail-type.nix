builtins.tail "ab"
