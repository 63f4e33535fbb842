builtins.toJSON (builtins.substring 0 2 "€")
