# Wildcards that reach nothing, and what a package cannot take.
{
  clusters.a =
    { lib, packages, ... }:
    {
      imports = [
        { instances."*"."*".config.nothing.at.all = lib.mkForce true; }
        { instances."*"."*".config = lib.mkMerge [ { replica = 3; } (lib.mkDefault { unheard = 1; }) ]; }
      ];
      instances.nowhere."*".config.replicas = 2;
      instances."*".nobody.overrides.deployment.spec.replicas = 2;
      instances."*"."*".overrides."*".metadata.labels.team = "a";
      instances.a.cache.package = packages.valkey;
      instances.a.own.package =
        { scope, kix }:
        kix.mkPackage (_: {
          options = { };
          resources = { };
        });
    };
}
