# Seed 001, "Wave deployments from the dependency graph".
{
  clusters.test =
    { packages, ... }:
    {
      monitoring = {
        enabled = true;
        discovery = "operator";
      };
      instances.platform = {
        storage-classes = {
          package = packages.storage-classes;
          config.classes.fast = {
            provisioner = "csi.example.com";
          };
        };
        priority-classes.package = packages.priority-classes;
        prometheus-operator.package = packages.prometheus-operator;
      };
      priorities.shop.value = 1000;
      instances.shop = {
        postgres.package = packages.postgres;
        valkey.package = packages.valkey;
        app = {
          package = packages.web-app;
          config.image.tag = "v1";
          config.image.repository = "registry.example.com/shop";
          config.ingress.hosts = [ "shop.example.com" ];
        };
      };
    };
}
