# Seed 002: "inline packaging by auto-generating images from nix", the configuration being in the image.
{
  clusters.test =
    { kix, packages, ... }:
    let
      shop = kix.buildImage {
        name = "registry.example.org/shop/app";
        copyToRoot = {
          "/app" = ./app;
          "/etc/shop.conf" = "greeting = hello\n";
        };
        config = {
          Entrypoint = [ "/app/bin/shop" ];
          Env = [ "SHOP_CONFIG=/etc/shop.conf" ];
          User = "65532:65532";
        };
      };
    in
    {
      instances.shop.app = {
        package = packages.web-app;
        config.image = { inherit (shop) repository tag digest; };
      };
    };
}
