# Manifests without a kind or a name: which document.
{
  clusters.test =
    { kix, ... }:
    {
      instances.shop.kindless.package = kix.fromYAML ./kindless.yaml;
      instances.shop.nameless.package = kix.fromYAML ./nameless.yaml;
    };
}
