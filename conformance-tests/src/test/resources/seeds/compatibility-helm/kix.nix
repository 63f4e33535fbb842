# Seed 000, "Wrap existing Helm charts". This kix does not render charts and says what to do instead.
{
  clusters.test =
    { kix, ... }:
    {
      instances.cert-manager = {
        cert-manager = {
          package = kix.fromHelmChart {
            chart = kix.fetchHelmChart {
              repo = "https://charts.jetstack.io";
              name = "cert-manager";
              version = "v1.17.2";
              hash = "sha256-abc123..."; # ← content hash, no silent upgrades
            };
            values = {
              installCRDs = true;
              dns01RecursiveNameservers = "185.12.64.1:53";
            };
          };
        };
      };
    };
}
