builtins.filter (throw "not needed") [ ]
