{
  clusters.test =
    { packages, ... }:
    {
      instances.kube-system.coredns = {
        package = packages.coredns;
        overrides.deploymnet.spec.replicas = 3;
      };
    };
}
