# The volume is in another namespace, and a pod cannot mount it from there.
{
  clusters.test =
    { packages, ... }:
    {
      instances.other-ns = {
        storage = { package = packages."persistent-volume-claim"; };
      };
      instances.immich = {
        immich = { package = packages.immich; };
        # injection resolves "storage" to other-ns/storage
      };
    };
}
