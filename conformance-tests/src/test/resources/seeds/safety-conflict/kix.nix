# Two modules set the same option to different values.
{
  clusters.test = [
    (
      { packages, ... }:
      {
        instances.kube-system.coredns.package = packages.coredns;
      }
    )
    {
      _file = "A";
      instances.kube-system.coredns.config.replicaCount = 3;
    }
    {
      _file = "B";
      instances.kube-system.coredns.config.replicaCount = 5;
    }
  ];
}
