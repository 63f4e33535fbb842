builtins.concatStringsSep "/" [ "usr" "" "bin" ]
