# A package where an instance belongs, and options of a package beside 'config'.
{
  clusters.test =
    { packages, ... }:
    {
      instances.web = {
        a = {
          package = packages.web-app;
          replicas = 3;
          pakage = packages.web-app;
        };
        b.resources = { };
      };
      instances.data = packages.valkey;
    };
}
