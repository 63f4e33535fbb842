# Seed 002: "prevent misconfiguration and version incompatibilities by asserts across modules".
{
  clusters.test.services.cloud-run.enable = true;
}
