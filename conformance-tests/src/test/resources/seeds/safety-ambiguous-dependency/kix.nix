# Two postgres instances in the same namespace.
{
  clusters.test =
    { packages, ... }:
    {
      instances.my-namespace = {
        app = { package = packages.python-app; }; # needs "postgres"
        pg-main = { package = packages.postgres; aliases = [ "postgres" ]; };
        pg-read = { package = packages.postgres; aliases = [ "postgres" ]; };
      };
    };
}
