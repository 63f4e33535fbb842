# Everything in a package collection laid out as nixpkgs is.
{ src }:
import src {
  system = "x86_64-linux";
  config = { allowUnfree = true; };
}
