{ here = baseNameOf ./.; up = baseNameOf (dirOf ./.); sub = (import ./x.nix); }
