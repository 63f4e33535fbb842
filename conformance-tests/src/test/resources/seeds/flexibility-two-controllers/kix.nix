# Two ingress controllers in the same namespace, each with everything of its own.
{
  clusters.test =
    { packages, ... }:
    {
      instances.nginx-system = {
        ingress-public = {
          package = packages.ingress-nginx;
          config = {
            replicaCount = 3;
            serviceType = "LoadBalancer";
            ingressClassName = "public";
          };
        };
        ingress-private = {
          package = packages.ingress-nginx;
          config = {
            replicaCount = 2;
            serviceType = "ClusterIP";
            ingressClassName = "private";
            config."whitelist-source-range" = "10.68.0.0/14";
          };
        };
      };
    };
}
