# The platform team sets a default (priority 1000: it can be overridden).
{ lib, packages, ... }:
let
  inherit (lib) mkDefault;
in
{
  config.instances.*.*.config.resources.limits.memory = mkDefault "512Mi";

  config.instances.kube-system.coredns.package = packages.coredns;
}
