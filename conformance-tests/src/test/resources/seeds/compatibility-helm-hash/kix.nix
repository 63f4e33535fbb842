# Seed 001, "Locked Helm charts": if the upstream chart changes, the build fails until you explicitly update the hash.
{
  clusters.test =
    { kix, ... }:
    {
      instances.cert-manager.cert-manager.package = kix.fromHelmChart {
        chart = kix.fetchHelmChart {
          repo = ./charts;
          name = "cert-manager";
          version = "v1.17.2";
          hash = "sha256-dirT+gteRwGX4s0MX5rQeDUjdfulpiHa8fOtmlJ5l90=";
        };
        values.installCRDs = true;
      };
    };
}
