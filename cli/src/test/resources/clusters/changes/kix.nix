# What `kix why` says of changes to what a package emits.
{
  clusters.shop =
    { lib, kix, ... }:
    {
      imports = [
        {
          instances.shop.web.overrides = lib.mkMerge [
            { Service.metadata.labels.tier = lib.mkForce "edge"; }
            (lib.mkIf false { Service.metadata.labels.unused = "x"; })
          ];
          instances."*"."*".overrides."*".metadata.annotations."example.com/team" = lib.mkDefault "shop";
        }
      ];
      instances.shop.web = {
        package = kix.patch { Service.metadata.labels = { tier = "web"; zone = "a"; }; } (
          { scope, kix }:
          kix.mkPackage (_: {
            resources.service = scope.mkResource {
              kind = "Service";
              spec = { type = "ExternalName"; externalName = "example.com"; };
            };
          })
        );
        overrides.Service.metadata.labels.tier = "front";
      };
      transformers.owner = lib.recursiveUpdate { metadata.annotations."example.com/owner" = "shop"; };
    };
}
