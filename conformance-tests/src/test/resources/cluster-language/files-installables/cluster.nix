{ kix, ... }:
{
  # By default the attribute's name, which an expression does not have.
  name = "test";
  instances.a.app.package =
    { scope }:
    {
      resources.main = scope.mkResource {
        kind = "ConfigMap";
        data.cluster = scope.cluster;
      };
    };
}
