# No cluster-issuer: the argument is null, there is no annotation, and nothing breaks.
{
  clusters.test =
    { packages, ... }:
    {
      instances.webshop-prod.app = {
        package = packages.python-app;
        config.image.tag = "v26.12.4";
        config.ingress.hosts = [ "shop.example.com" ];
        config.ingress.annotations."example.com/kept" = "yes";
      };
    };
}
