{ clusters.test = [ ./webshop.nix ]; }
