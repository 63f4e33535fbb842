<nix/../fetchurl.nix>
