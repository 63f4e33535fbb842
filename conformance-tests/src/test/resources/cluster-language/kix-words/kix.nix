# "`kix.buildImage`, `kix.secretRef`, `kix.patch`".
{
  clusters.test =
    { kix, packages, ... }:
    {
      external = [ { kind = "Secret"; namespace = "shop"; name = "smtp"; keys = [ "password" ]; } ];
      instances.shop.app = {
        package = kix.patch { deployment.spec.template.spec.hostNetwork = true; } packages.web-app;
        config.image = kix.buildImage { name = "registry.example.org/shop/app"; copyToRoot."/hello" = "hello\n"; };
        config.extraEnv.PASSWORD = kix.secretRef { name = "smtp"; key = "password"; };
      };
    };
}
