builtins.substring (-1) 1 (throw "not looked at")
