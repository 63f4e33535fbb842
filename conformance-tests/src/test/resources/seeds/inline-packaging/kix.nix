# Seed 002: "inline packaging by auto-generating images from nix". This kix builds no images and says what to do.
{
  clusters.test =
    { kix, packages, ... }:
    {
      instances.shop.app = {
        package = packages.web-app;
        config.image.repository = kix.buildImage { name = "shop"; };
      };
    };
}
