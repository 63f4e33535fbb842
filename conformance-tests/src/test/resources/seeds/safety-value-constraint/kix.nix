# The package's option has a check function.
{
  clusters.test =
    { packages, ... }:
    {
      instances.kube-system.coredns = {
        package = packages.coredns;
        config.replicaCount = -3;
      };
    };
}
