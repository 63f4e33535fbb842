builtins.fromTOML "a = ${builtins.concatStringsSep "" (builtins.genList (i: "1") 300)}-05-27"
