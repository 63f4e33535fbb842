{
  # A package changed for good: everybody who uses it gets the change, and `out` follows it.
  clusters.test =
    { kix, packages, ... }:
    let
      echo =
        { scope, self }:
        {
          resources = {
            deployment = scope.mkResource {
              kind = "Deployment";
              spec = {
                selector.matchLabels = scope.selectorLabels;
                template = {
                  metadata.labels = scope.selectorLabels;
                  spec.containers = [ { name = "echo"; image = "example.com/echo:1"; } ];
                };
              };
            };
            service = scope.mkResource {
              kind = "Service";
              spec = {
                selector = self.resources.deployment.out.selector;
                ports = [ { name = "http"; port = 80; targetPort = 8080; } ];
              };
            };
          };
          out = { inherit (self.resources.service.out) name fqdn port; };
        };
      internal = echo |> kix.patch {
        service = {
          metadata.name = "echo-internal";
          spec.ports = [ { port = 80; targetPort = 9090; } ];
        };
        Deployment.spec.template.spec.containers = [ { name = "echo"; image = "example.com/echo:2"; } ];
      };
    in
    {
      instances.a.echo.package = internal;
      instances.b.client.package =
        { scope, echo }:
        {
          resources.config = scope.mkResource {
            kind = "ConfigMap";
            data.URL = "http://${echo.out.fqdn}:${toString echo.out.port}/";
          };
        };
    };
}
