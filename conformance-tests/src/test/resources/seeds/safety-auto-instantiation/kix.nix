# A required dependency that the cluster does not have comes from availablePackages.
{
  clusters.test =
    { packages, ... }:
    {
      instances.my-namespace.app = {
        package = packages.python-app;
        config.image.tag = "v1";
      };
    };
}
