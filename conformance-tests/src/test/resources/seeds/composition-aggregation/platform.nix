# What the teams declared goes into these packages.
{ packages, ... }:
{
  instances.platform-system = {
    network-policies.package = packages.network-policies;
    priority-classes.package = packages.priority-classes;
    cilium = {
      package = packages.network-policies;
      config.flavour = "cilium";
    };
  };
}
