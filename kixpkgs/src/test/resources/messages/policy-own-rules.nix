# A rule is told of the resource, its instance, its namespace and all resources.
{
  clusters.test =
    { lib, ... }:
    {
      namespaces.shop = {
        labels.stage = "prod";
        podSecurity.enforce = "privileged";
      };
      policy.rules = {
        cost-centre = {
          description = "Every ConfigMap says who pays.";
          kinds = [ "ConfigMap" ];
          check = { resource, ... }: resource.metadata.annotations or { } ? "example.com/cost-centre";
        };
        much-data = {
          level = "warning";
          description = "Data is small.";
          check =
            { resource, instance, ... }:
            lib.mapAttrsToList (key: text: {
              path = "$.data.${key}";
              message = "${toString (builtins.stringLength text)} bytes of '${key}' are more than ${toString instance.config.limit}";
              hint = "make it smaller, or raise 'limit' of the instance '${instance.namespace}/${instance.name}' (${instance.meta.description})";
            }) (lib.filterAttrs (_: text: builtins.stringLength text > instance.config.limit) (resource.data or { }));
        };
        one-of-each = {
          description = "No two ConfigMaps have the same data.";
          kinds = [ "ConfigMap" ];
          check =
            { resource, resources, ... }:
            if lib.count (other: other.data or null == resource.data) resources > 1 then
              "another ConfigMap has the same data"
            else
              null;
        };
        stage = {
          description = "Nothing is called test in production.";
          check =
            { resource, namespace, ... }:
            namespace == null || namespace.labels.stage != "prod" || resource.metadata.name != "test";
        };
        off = {
          level = "ignore";
          description = "Nothing is right.";
          check = _: false;
        };
      };
      policy.exceptions = [
        {
          rule = "cost-centre";
          instance = "free";
          reason = "it costs nothing";
        }
      ];
      instances.shop =
        let
          settings = text: { scope, kix, ... }: kix.mkPackage (self: {
            meta.description = "Settings";
            options.limit = lib.mkOption {
              type = lib.types.int;
              default = 10;
            };
            resources.settings = scope.mkResource {
              kind = "ConfigMap";
              data.text = text;
            };
          });
        in
        {
          free.package = settings "short";
          test.package = settings "a long text";
          copy = {
            package = settings "a long text";
            config.limit = 20;
          };
        };
    };
}
