{ clusters.c = [ "module.nix" ]; }
