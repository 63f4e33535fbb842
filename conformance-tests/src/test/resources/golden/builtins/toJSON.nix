builtins.toJSON { b = [ 1 2.5 true null ]; a = "q\"\\\n\t"; c = { outPath = "/o"; x = 1; }; d = { __toString = self: "s"; }; }
