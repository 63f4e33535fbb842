# Files that come with the evaluator have a root of their own.
[ <nix/fetchurl.nix> (toString <nix/fetchurl.nix>) (dirOf <nix/fetchurl.nix>) (baseNameOf <nix/fetchurl.nix>) (<nix/fetchurl.nix> + "/x") ]
