{
  clusters.test = [
    ./platform.nix
    ./security.nix
    ./webshop.nix
  ];
}
