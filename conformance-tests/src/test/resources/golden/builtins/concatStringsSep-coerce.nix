builtins.concatStringsSep "," [ "a" { outPath = "b"; } { __toString = self: "c"; } ]
