builtins.storePath "/nix/store/2rf49y9jwy463h06ngf04hv1asaw4n5x-motd"
