# Seed 000, "Wrap existing Helm charts", and seed 001, "Locked Helm charts". The repository is a folder here, so that
# the test needs no network; the chart is one of our own.
{
  clusters.test =
    { kix, ... }:
    {
      instances.cert-manager = {
        # Use an existing Helm chart as a kix package
        cert-manager = {
          package = kix.fromHelmChart {
            chart = kix.fetchHelmChart {
              repo = ./charts;
              name = "cert-manager";
              version = "v1.17.2";
              hash = "sha256-dirT+gteRwGX4s0MX5rQeDUjdfulpiHa8fOtmlJ5l90="; # ← content hash, no silent upgrades
            };
            values = {
              installCRDs = true;
              dns01RecursiveNameservers = "185.12.64.1:53";
            };
          };
        };

        # Other packages can reference them via .out.name, .out.fqdn, etc.
        probe = {
          package =
            { scope, kix, cert-manager }:
            kix.mkPackage (self: {
              resources.config = scope.mkResource {
                kind = "ConfigMap";
                data.webhook = "https://${cert-manager.out.fqdn}:${toString cert-manager.out.port}";
                data.account = cert-manager.out."ServiceAccount/cert-manager".name;
              };
            });
        };
      };
    };
}
