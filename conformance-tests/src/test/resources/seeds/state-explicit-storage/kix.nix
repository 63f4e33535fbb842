# Volumes are instances of their own, visible to the cluster operator.
{
  clusters.test =
    { packages, ... }:
    {
      instances.immich = {
        storage = {
          package = packages."persistent-volume-claim";
          config = {
            size = "500Gi";
            accessModes = [ "ReadWriteOnce" ];
          };
        };

        immich = {
          package = packages.immich;
          # "storage" is injected — immich mounts it at /usr/src/app/upload
        };
      };
    };
}
