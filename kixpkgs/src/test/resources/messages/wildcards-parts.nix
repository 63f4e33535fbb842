# What a wildcard cannot give is refused; what it reaches nothing by is explained.
{
  clusters.test =
    { packages, ... }:
    {
      instances.web.a.package = packages.web-app;
      instances.*.*.enable = false;
      instances.web.*.deps.valkey = null;
      instances.*.a.package = packages.web-app;
    };
}
