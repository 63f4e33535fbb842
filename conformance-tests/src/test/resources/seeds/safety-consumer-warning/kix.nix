# Immich looks at the injected volume, and says when it is too small.
{
  clusters.test =
    { packages, ... }:
    {
      instances.immich = {
        storage = { package = packages."persistent-volume-claim"; config.size = "10Gi"; };
        immich = { package = packages.immich; };
      };
    };
}
