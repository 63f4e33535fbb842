# What is past the end of its support, or soon will be, on a day that the cluster names.
{
  clusters.test =
    { packages, ... }:
    {
      kubernetes.version = "1.31";
      support = {
        date = "20261121093000";
        accepted.minio = "the data moves in March";
      };
      instances.data = {
        cache = {
          package = packages.redis;
          config.image.tag = "8.0.6";
        };
        db = {
          package = packages.mariadb;
          config.image.tag = "10.6.22";
        };
        files.package = packages.minio;
        ingress.package = packages.ingress-nginx;
        own = {
          package = packages.postgres;
          config.postgres.version = "15";
          # A tag without a number has nothing said about it.
          config.image.tag = "nightly";
        };
      };
    };
}
