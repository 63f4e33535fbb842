# "One that reaches nothing is a warning; a mkForce that a package cannot take is a warning that names the package."
{
  clusters.test =
    { lib, packages, ... }:
    {
      imports = [
        { instances.*.*.config.replicaCuont = 3; }
        { instances.*.*.config.nobody.knows = lib.mkForce true; }
      ];
      instances.data.cache.package = packages.valkey;
    };
}
