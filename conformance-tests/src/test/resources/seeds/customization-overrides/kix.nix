{
  # Every manifest-to-be is an attribute set first; whoever uses a package may change any field of it.
  clusters.test = [
    (
      { lib, packages, ... }:
      {
        instances.kube-system.coredns = {
          package = packages.coredns;
          overrides = {
            # By its name in the package.
            deployment.spec = {
              progressDeadlineSeconds = 120;
              template.spec = {
                hostNetwork = true;
                # A pod in the network of its node sets nothing of it; null removes a field.
                securityContext.sysctls = null;
                # Lists that the API tells apart by a key are merged by it.
                containers = [
                  {
                    name = "coredns";
                    env = [ { name = "GOMAXPROCS"; value = "2"; } ];
                  }
                ];
                # A function gets what was there.
                tolerations = old: old ++ [ { key = "edge"; operator = "Exists"; } ];
              };
            };
            # By kind.
            Service.spec.sessionAffinity = "ClientIP";
            "ConfigMap/coredns".metadata.annotations."example.com/owner" = "network";
            service.metadata.labels."kubernetes.io/cluster-service" = null;
          };
        };
      }
    )
    # Priorities as everywhere.
    ({ lib, ... }: { instances.*.*.overrides.Deployment.spec.progressDeadlineSeconds = lib.mkDefault 600; })
    { instances.*.*.overrides."*".metadata.annotations."example.com/cluster" = "test"; }
  ];
}
