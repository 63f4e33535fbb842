# The alias says that redis can substitute for valkey; the application wants sentinels.
{
  clusters.test =
    { packages, ... }:
    {
      instances.my-namespace = {
        app = {
          package = packages.python-app;
          config.image.tag = "v1";
          config.cache.sentinel = true;
        };
        postgres = { package = packages.postgres; };
        redis = { package = packages.redis; aliases = [ "valkey" ]; };
      };
    };
}
