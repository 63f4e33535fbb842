# Two instances of one package that make the same cluster-scoped resource.
{
  clusters.test =
    { packages, ... }:
    let
      class = { scope, ... }: {
        resources.class = scope.mkResource {
          kind = "IngressClass";
          name = "public";
          spec.controller = "example.com/ingress";
        };
      };
    in
    {
      instances.a.one.package = class;
      instances.b.two.package = class;
    };
}
