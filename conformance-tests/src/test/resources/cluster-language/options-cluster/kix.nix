# The table "Options every cluster has".
{
  clusters.test = [
    (
      { lib, ... }:
      {
        name = "prod-eu1";
        kubernetes.version = "1.33";
        namespaces.shop = {
          labels.team = "shop";
          annotations.note = "hello";
        };
        namespaces.elsewhere.create = false;
        tenants.acme.namespaces = [ "shop" ];
        priorities.shop.value = 1000;
        monitoring.enabled = true;
        instances.shop.app = {
          aliases = [ "application" ];
          config.greeting = "hello";
          deps.database = "data/db";
          package =
            { scope, self, database, lib, config }:
            {
              options.greeting = lib.mkOption { type = lib.types.str; };
              resources.main = scope.mkResource {
                kind = "ConfigMap";
                data = {
                  inherit (self.config) greeting;
                  inherit (scope) cluster kubernetesVersion;
                  database = database.out.name;
                  monitoring = toString config.monitoring.enabled;
                };
              };
            };
        };
        instances.data.db.package = { scope }: {
          resources.main = scope.mkResource { kind = "ConfigMap"; data = { }; };
          out.name = "the-database";
        };
        instances.shop.off = {
          enable = false;
          package = _: throw "is not called";
        };
        instances.shop.user.package = { scope, application }: {
          resources.main = scope.mkResource { kind = "ConfigMap"; data.found = application.instanceName; };
        };
        instances.elsewhere.thing.package = { scope }: {
          resources.main = scope.mkResource { kind = "ConfigMap"; data = { }; };
        };
        transformers.team = resource: lib.recursiveUpdate resource { metadata.annotations.team = "shop"; };
        warnings = [ "from one module" ];
        assertions = [ { assertion = true; message = "is not said"; } ];
      }
    )
    {
      tenants.acme.namespaces = [ "dashboard" ];
      tenants.other.namespaces = [ "lab" ];
      priorities.dashboard.value = 500;
      warnings = [ "from another" ];
    }
  ];
}
