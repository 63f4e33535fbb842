# Entry point: `kix build kixpkgs/examples/webshop#prod-eu1`.
# A cluster is a list of modules. Each team owns one file; nobody edits a central one.
{
  clusters.prod-eu1 = [
    ./platform.nix # the platform team: DNS, ingress, certificates, policy
    ./webshop.nix # the shop team: three environments of one stack
    ./dashboard.nix # the analytics team
    ./monitoring.nix # the observability team
  ];
}
