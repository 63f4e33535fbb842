# Values are checked against the chart's values.schema.json; what Helm says of them has the place in the Nix code.
{
  clusters.test =
    { kix, ... }:
    {
      instances.shop.web.package = kix.fromHelmChart {
        chart = ./chart;
        values = {
          hsot = "shop.example.org";
          replicas = "three";
        };
      };
    };
}
