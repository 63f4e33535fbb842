# What is wrong with a resource of a chart has the line of the template, the call, and the value that it was made from:
# one of the user's, else one of the chart's own.
{
  clusters.test =
    { kix, ... }:
    {
      instances.shop.web.package = kix.fromHelmChart {
        chart = ./chart;
        values = {
          replicas = "three";
          ports.http = 99999;
          image.tag = "1.27.1";
        };
      };
    };
}
