# The security team forces a policy (priority 50: it wins over everything).
{ lib, ... }:
let
  inherit (lib) mkForce;
in
{
  config.instances.*.*.config.securityContext.runAsNonRoot = mkForce true;
}
