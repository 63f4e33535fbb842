# The fix: `postgres ? null`.
{
  clusters.test = {
    availablePackages = { };
    instances.my-namespace.app.package =
      { scope, lib, kix, postgres ? null }:
      kix.mkPackage (self: {
        resources.config = scope.mkResource {
          kind = "ConfigMap";
          data.database = if postgres == null then "none" else postgres.out.fqdn;
        };
        out.name = self.resources.config.out.name;
      });
  };
}
