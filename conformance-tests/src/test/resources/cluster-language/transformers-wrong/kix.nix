# A wrong field that a transformer set is traced to the line within it.
{
  clusters.test = [
    ({ packages, lib, ... }: {
      kubernetes.version = "1.36";
      instances.shop.web = {
        package = packages.web-app;
        config.image = { repository = "registry.example.com/shop"; tag = "v1.4.0"; };
      };
      transformers.more-replicas = resource:
        if resource.kind == "Deployment"
        then resource // {
          spec = resource.spec // {
            replicsa = 3;
          };
        }
        else resource;
    })
  ];
}
