# The package checks that the requested postgres version is supported.
{
  clusters.test =
    { packages, ... }:
    {
      instances.my-namespace.postgres = {
        package = packages.postgres;
        config.postgres.version = "11";
      };
    };
}
