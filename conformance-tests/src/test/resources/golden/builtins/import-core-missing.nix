import <nix/no-such-file.nix>
