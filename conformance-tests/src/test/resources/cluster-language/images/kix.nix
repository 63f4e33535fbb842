# An image may be the value of the options of one: `config.image = kix.buildImage { … }`, in any property; and the name of one.
{
  clusters.test =
    { kix, lib, packages, ... }:
    let
      built = kix.buildImage { name = "registry.example.org/shop/app"; copyToRoot."/hello" = "hello\n"; };
      pulled = kix.pullImage {
        imageName = "registry.example.org/base";
        imageDigest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
      };
    in
    {
      services.cloud-run = { enable = true; app = built; };
      instances.shop = {
        plain = { package = packages.web-app; config.image = built; };
        # What else is said of the image stays.
        more = { package = packages.web-app; config = lib.mkMerge [ { image = lib.mkIf true built; } { image.pullSecrets = [ "registry" ]; } ]; };
        forced = { package = packages.web-app; config.image = lib.mkForce pulled; };
        name = { package = packages.web-app; config.containers.app.image = pulled; config.image.tag = "1"; };
        imported.package = kix.mkImport { from = { scope, kix, self }: { options.image = kix.options.image { repository = "a"; tag = "b"; }; resources = { }; out.digest = self.config.image.digest; }; config.image = pulled; };
        shows.package = { scope, imported }: { resources.main = scope.mkResource { kind = "ConfigMap"; data = { inherit (imported.out) digest; }; }; };
      };
      external = [ { kind = "Secret"; namespace = "shop"; name = "registry"; } ];
    };
}
