# "else default.nix": a function of what modules are given, too.
{ kix, ... }:
{
  clusters.test = kix.mkCluster { modules = [ ../cluster.nix ]; };
}
