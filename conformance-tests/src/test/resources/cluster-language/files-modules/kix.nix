# "A cluster is a module or a list of modules; kix.mkCluster { modules; specialArgs } makes one explicitly."
# "lib, kix, packages and config are module arguments."
{
  clusters.test =
    [
      ./as-file.nix
      { warnings = [ "a set" ]; }
      (
        { lib, kix, packages, config, ... }:
        {
          warnings = [ "a function of ${config.name}: ${lib.concatStringsSep " " [ (builtins.typeOf kix.mkPackage) (builtins.typeOf packages.coredns) ]}" ];
        }
      )
    ];
}
