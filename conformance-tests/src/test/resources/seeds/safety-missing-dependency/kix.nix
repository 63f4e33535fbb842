# python-app requires postgres, and nothing may be instantiated by itself.
{
  clusters.test =
    { packages, ... }:
    {
      availablePackages = { };
      instances.my-namespace.app = { package = packages.python-app; };
    };
}
