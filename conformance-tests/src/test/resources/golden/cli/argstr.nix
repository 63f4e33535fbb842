{ name, count ? 2, ... }: builtins.concatStringsSep " " (builtins.genList (i: name) count)
