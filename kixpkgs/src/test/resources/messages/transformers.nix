# What a transformer makes of a resource must be one.
{
  clusters.test =
    { packages, ... }:
    {
      instances.web.a.package = { scope, ... }: {
        resources.m = scope.mkResource {
          kind = "ConfigMap";
          data.x = "1";
        };
      };
      transformers.drop = r: if r.kind == "ConfigMap" then null else r;
    };
}
