# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart grafana 12.11.1 of grafana-community";
  differs = "a StatefulSet; no sidecars that look for ConfigMaps: dashboards are `dashboards`; the password is a Secret that exists";
  sets = {
    default = {
      values.admin = { existingSecret = "grafana-admin"; userKey = "user"; };
    };
    production = {
      values = {
        replicas = 2;
        admin = { existingSecret = "grafana-admin"; userKey = "user"; passwordKey = "password"; };
        ingress = { enabled = true; ingressClassName = "nginx"; hosts = [ "grafana.example.com" ]; tls = [ { secretName = "grafana-tls"; hosts = [ "grafana.example.com" ]; } ]; };
        "grafana.ini".server.root_url = "https://grafana.example.com/";
        env = { GF_DATABASE_TYPE = "postgres"; GF_DATABASE_HOST = "pg:5432"; GF_AUTH_ANONYMOUS_ENABLED = "true"; };
        envValueFrom.GF_DATABASE_PASSWORD.secretKeyRef = { name = "grafana-database"; key = "password"; };
        headlessService = true;
        serviceMonitor.enabled = true;
        networkPolicy = { enabled = true; allowExternal = false; };
        podDisruptionBudget.maxUnavailable = 1;
        plugins = [ "grafana-piechart-panel" ];
        dashboardProviders."dashboardproviders.yaml" = { apiVersion = 1; providers = [ { name = "Nodes"; folder = "Nodes"; type = "file"; options.path = "/var/lib/grafana/dashboards/nodes"; } ]; };
        dashboards.nodes.node.json = "{}";
        alerting."contactpoints.yaml".contactPoints = [ ];
        resources = { requests = { cpu = "200m"; memory = "256Mi"; }; limits.memory = "1Gi"; };
      };
      config = {
        replicas = 2;
        ingress = { hosts = [ "grafana.example.com" ]; className = "nginx"; tlsSecretName = "grafana-tls"; };
        database = { type = "postgres"; host = "pg:5432"; };
        settings.GF_AUTH_ANONYMOUS_ENABLED = "true";
        networkPolicy.enabled = true;
        plugins = [ "grafana-piechart-panel" ];
        dashboards.Nodes.node = "{}";
        alerting.contactPoints = [ ];
        resources = { requests = { cpu = "200m"; memory = "256Mi"; }; limits.memory = "1Gi"; };
      };
      cluster.external = [ { kind = "IngressClass"; name = "nginx"; } ];
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
