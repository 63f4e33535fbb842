# "Two different values at one priority", "with the file and line of each".
{
  clusters.test = [
    ./a.nix
    ./b.nix
    ({ packages, ... }: { instances.kube-system.coredns.package = packages.coredns; })
  ];
}
