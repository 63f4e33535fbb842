# The cluster-issuer hands out a function, and the application pipes its Ingress through it.
{
  clusters.test =
    { packages, ... }:
    {
      instances.cert-manager.cluster-issuer.package = packages.cluster-issuer;
      instances.webshop-prod.app = {
        package = packages.python-app;
        config.image.tag = "v26.12.4";
        config.ingress.hosts = [ "shop.example.com" ];
        config.ingress.annotations."example.com/kept" = "yes";
      };
    };
}
