# The conflict is settled: one module uses mkForce.
{
  clusters.test = [
    (
      { packages, ... }:
      {
        instances.kube-system.coredns.package = packages.coredns;
        instances.kube-system.coredns.config.replicaCount = 3;
      }
    )
    (
      { lib, ... }:
      {
        instances.kube-system.coredns.config.replicaCount = lib.mkForce 5;
      }
    )
  ];
}
