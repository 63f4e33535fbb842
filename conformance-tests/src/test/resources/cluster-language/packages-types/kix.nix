# "Type errors", "unknown options (did you mean)", with file and line of each; all of them in one run.
{
  clusters.test = [
    ./webshop.nix
    ({ packages, ... }: { instances.kube-system.coredns.package = packages.coredns; })
  ];
}
