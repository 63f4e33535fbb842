# Someone sets replicas to a string.
{ packages, ... }:
{
  instances.kube-system.coredns = {
    package = packages.coredns;
    config.replicaCount = "three";
  };
}
