builtins.match "/nix/store/.{32}-data,x" (builtins.concatStringsSep "," [ ./data "x" ]) != null
