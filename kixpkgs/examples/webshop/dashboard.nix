# The sales dashboard. It reads the shop's databases, and only people in the office see it.
{ packages, ... }:
let
  dashboard =
    { environment, host }:
    {
      package = packages.python-app;

      # Each environment of the shop has a postgres and a valkey: say which one is meant.
      deps = {
        postgres = "${environment}-data/postgres";
        valkey = "${environment}-data/valkey";
        ingressNginx = "nginx-system/ingress-private";
      };

      config = {
        image.repository = "ghcr.io/acme/dashboard";
        image.tag = "v3.8.1";
        replicas = 2;
        database.user = "dashboard";
        ingress.hosts = [ host ];
      };
    };
in
{
  instances.dashboard-prod.dashboard = dashboard {
    environment = "prod";
    host = "sales.example.com";
  };
  instances.dashboard-stage.dashboard = dashboard {
    environment = "stage";
    host = "sales.stage.example.com";
  };

  # Joins the shop's namespaces in the same tenant: lists from all modules add up.
  tenants.acme.namespaces = [
    "dashboard-prod"
    "dashboard-stage"
  ];
  priorities.dashboard-prod.value = 800;
}
