# What the server takes of a chart, and where only a part does nothing, is a warning; what keeps pods from running is an
# error of a chart as of anything else. What a policy says counts for charts, too.
{
  clusters.test =
    { kix, lib, ... }:
    {
      instances.shop.web.package = kix.fromHelmChart { chart = ./chart; };
      instances.shop.own.package =
        { scope }:
        {
          resources.service = scope.mkResource {
            kind = "Service";
            spec.selector.app = "nobody";
            spec.ports = [ { port = 80; } ];
          };
        };
    };
}
