# Seed 000, "A concrete example": the package uses valkey's sentinels, the cluster runs plain redis.
{
  clusters.test =
    { packages, ... }:
    {
      instances.paperless = {
        paperless.package = ./packages/paperless.nix;
        redis = {
          package = packages.redis;
          aliases = [ "valkey" ];
        };
      };
    };
}
