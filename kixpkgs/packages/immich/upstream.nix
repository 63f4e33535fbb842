# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart immich 0.12.0, appVersion v2.6.3";
  differs = "the database and Valkey are injected, not made; two accounts; the library is an instance of persistent-volume-claim";
  sets = {
    default = {
      values = { immich.persistence.library.existingClaim = "photos"; valkey.enabled = true; };
      cluster =
        { packages, ... }:
        {
          instances.compared.storage = {
            package = packages.persistent-volume-claim;
            config.size = "100Gi";
          };
        };
    };
  };
}
