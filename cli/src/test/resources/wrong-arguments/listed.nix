{
  clusters.test = [
    ./modul.nix
  ];
}
