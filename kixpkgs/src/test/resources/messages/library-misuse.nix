# Errors inside kixpkgs name the line of the user that led there; the same error is shown once.
{
  clusters.a =
    { lib, packages, kix, ... }:
    {
      instances.a.cache.package = kix.patch packages.valkey { deployment.spec.replicas = 2; };
      instances.a.own.package =
        { scope, kix }:
        kix.mkPackage (_: {
          resources.x = scope.mkResource {
            kind = "ConfigMap";
            data = lib.optionalAttrs "yes" { a = "b"; };
          };
        });
    };
}
