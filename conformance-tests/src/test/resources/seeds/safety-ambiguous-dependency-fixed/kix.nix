# `deps` says which of the two is meant.
{
  clusters.test =
    { packages, ... }:
    {
      instances.my-namespace = {
        app = {
          package = packages.python-app;
          deps.postgres = "pg-main";
          config.image.tag = "v1";
        };
        pg-main = { package = packages.postgres; aliases = [ "postgres" ]; };
        pg-read = { package = packages.postgres; aliases = [ "postgres" ]; };
      };
    };
}
