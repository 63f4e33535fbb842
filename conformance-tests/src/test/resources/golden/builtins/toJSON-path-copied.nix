builtins.match "\"/nix/store/[a-z0-9]{32}-text\"" (builtins.toJSON ./data/text) != null
