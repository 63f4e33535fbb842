[ ./module.nix ]
