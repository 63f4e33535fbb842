# A deprecated field: the build succeeds, but the warning is loud.
{ packages, ... }:
{
  instances.webshop-prod.app = {
    package = packages.python-app;
    config.image.tag = "v26.12.4";
    config.ingress.host = "shop.example.com";
  };
}
