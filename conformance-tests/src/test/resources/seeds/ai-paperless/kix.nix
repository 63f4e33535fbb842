# Seed 000, "A concrete example": "Add Paperless with postgres, valkey, and a 200Gi PVC to my cluster".
{
  clusters.test =
    { packages, ... }:
    {
      instances.paperless = {
        paperless = {
          package = packages.paperless;
          config.ingress.hosts = [ "docs.example.com" ];
        };
        paperless-postgres = {
          package = packages.postgres;
          aliases = [ "postgres" ];
        };
        paperless-valkey = {
          package = packages.valkey;
          aliases = [ "valkey" ];
        };
        paperless-storage = {
          package = packages.persistent-volume-claim;
          aliases = [ "storage" ];
          config = {
            size = "200Gi";
            storageClassName = "zfs-bulk";
          };
        };
      };
      external = [
        {
          kind = "StorageClass";
          name = "zfs-bulk";
        }
      ];
    };
}
