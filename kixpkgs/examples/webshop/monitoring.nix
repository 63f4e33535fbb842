# One switch: every package exposes its metrics, and Prometheus finds them.
{ packages, ... }:
{
  monitoring.enabled = true;

  namespaces.monitoring.podSecurity.enforce = "restricted";

  instances.monitoring.prometheus = {
    package = packages.prometheus;
    config = {
      retention = "30d";
      storage.size = "200Gi";
      resources.limits.memory = "4Gi";
      ruleGroups = [
        {
          name = "webshop";
          rules = [
            {
              alert = "WebshopDown";
              expr = ''up{namespace="prod-app", instance="app"} == 0'';
              for = "5m";
              labels.severity = "page";
              annotations.summary = "A pod of the shop in {{ $labels.namespace }} does not answer.";
            }
            {
              alert = "DatabaseConnectionsHigh";
              expr = ''sum by (namespace) (pg_stat_activity_count{namespace=~".*-data"}) > 80'';
              for = "10m";
              labels.severity = "ticket";
              annotations.summary = "The database in {{ $labels.namespace }} runs out of connections.";
            }
          ];
        }
      ];
    };
  };
}
