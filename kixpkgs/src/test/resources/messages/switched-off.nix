# What is looked for exists, but is switched off.
{
  clusters.test =
    { packages, ... }:
    {
      instances.web = {
        storage = {
          package = packages.persistent-volume-claim;
          enable = false;
        };
        asked = {
          package = { storage }: { resources = { }; };
          deps.storage = "storage";
        };
        found.package = { storage }: { resources = { }; };
        near.package = { postgress }: { resources = { }; };
        kebab.package = { clusterIssuers }: { resources = { }; };
      };
    };
}
