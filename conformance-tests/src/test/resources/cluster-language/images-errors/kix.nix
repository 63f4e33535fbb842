# What is no image.
{
  clusters.test =
    { kix, packages, ... }:
    {
      instances.a.text = { package = packages.web-app; config.image = "nginx:1.2"; };
      instances.a.misspelt = { package = packages.web-app; config.image.repositry = "nginx"; };
      # One without a name is told by Nix where the function stands.
      instances.a.named = { package = packages.web-app; config.image = kix.buildImage { name = "Shop:v1"; }; };
      instances.a.loose = { package = packages.web-app; config.image = kix.pullImage { imageName = "a"; imageDigest = "latest"; }; };
      instances.a.metrics = { package = packages.postgres; config.metrics.image = { repository = "a"; tag = "b"; }; };
    };
}
