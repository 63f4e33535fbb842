{
  clusters.test = [
    ./platform.nix
    ./webshop.nix
    ./dashboard.nix
    ./monitoring.nix
  ];
}
