# A cluster with one package as one of the sets in its upstream.nix wants it, as a module.
{ package, set }:
{ packages, ... }:
{
  imports = [ (set.cluster or { }) ];
  instances.compared.${package} = {
    package = packages.${package};
    config = set.config or { };
  };
}
