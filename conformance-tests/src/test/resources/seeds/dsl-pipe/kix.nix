# The snippet itself, in a package of one's own.
{
  clusters.test =
    { packages, ... }:
    {
      instances.web = {
        cluster-issuer.package = packages.cluster-issuer;
        site.package =
          { scope, lib, kix, clusterIssuer ? null }:
          kix.mkPackage (self: {
            resources.ingress = scope.mkResource ({ kind = "Ingress"; spec.rules = [ { host = "example.com"; } ]; }
              |> (if clusterIssuer != null
                  then clusterIssuer.out.withCert
                  else lib.id));
            out.name = self.resources.ingress.out.name;
          });
      };
    };
}
