# Errors in the cluster's own options do not hide what is wrong with the resources of instances that have nothing to do
# with them; an instance that uses what is wrong is left out.
{
  clusters.test =
    { config, lib, ... }:
    {
      tenants.acme.namespaces = "shop";
      priority.web.value = 3;
      instances.shop = {
        web.package =
          { scope }:
          {
            resources.deployment = scope.mkResource {
              kind = "ConfigMap";
              dat.motto = "first things first";
            };
          };
        users.package =
          { scope }:
          {
            resources.config = scope.mkResource {
              kind = "ConfigMap";
              data.count = builtins.length config.tenants.acme.namespaces;
            };
          };
      };
    };
}
