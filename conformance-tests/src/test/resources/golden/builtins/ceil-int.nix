builtins.typeOf (builtins.ceil 3)
