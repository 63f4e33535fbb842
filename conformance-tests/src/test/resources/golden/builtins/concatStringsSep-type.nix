builtins.concatStringsSep "/" [ 1 ]
