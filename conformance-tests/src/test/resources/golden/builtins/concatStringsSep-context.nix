let f = builtins.toFile "f" ""; in
[ (builtins.hasContext (builtins.concatStringsSep f [ ])) (builtins.hasContext (builtins.concatStringsSep f [ "a" "b" ])) ]
