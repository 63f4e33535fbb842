# Numbers of any length are read, or refused, without end of the stack.
(builtins.fromTOML "a = 0.${builtins.concatStringsSep "" (builtins.genList (i: "1234567890") 20000)}").a < 0.2
