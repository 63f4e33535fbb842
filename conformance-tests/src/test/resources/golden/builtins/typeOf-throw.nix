builtins.typeOf (throw "looked at")
