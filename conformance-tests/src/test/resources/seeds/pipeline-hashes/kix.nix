# Seed 001, "Every resource is a hash" and "Canary rollouts": the same cluster twice, with another image of one program.
let
  cluster =
    tag:
    { packages, ... }:
    {
      name = "prod-eu1";
      instances.kube-system.coredns = {
        package = packages.coredns;
        config.image.tag = tag;
      };
      instances.data.postgres.package = packages.postgres;
      instances.shop.app = {
        package = packages.python-app;
        config.image.tag = "v1";
        config.image.repository = "registry.example.com/shop";
      };
    };
in
{
  clusters.test = cluster "1.12.3";
  clusters.changed = cluster "1.12.4";
}
