# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart postgres 0.20.1 of CloudPirates";
  differs = "one server: replication is cloudnative-pg-cluster's; the configuration is a file; passwords in a Secret that exists";
  sets = {
    default = {
      values.auth.existingSecret = "postgres-credentials";
    };
    production = {
      values = {
        auth = { existingSecret = "postgres-credentials"; database = "shop"; username = "shop"; };
        persistence.size = "100Gi";
        config.extraConfig = [ "max_connections = 300" ];
        metrics = { enabled = true; serviceMonitor.enabled = true; };
        tls = { enabled = true; existingSecret = "postgres-tls"; };
        initdb.scripts."10-extensions.sql" = "CREATE EXTENSION pg_trgm;";
        resources = { requests = { cpu = "1"; memory = "2Gi"; }; limits.memory = "4Gi"; };
      };
      config = {
        postgres = { database = "shop"; user = "shop"; parameters.max_connections = 300; initScripts."10-extensions.sql" = "CREATE EXTENSION pg_trgm;"; };
        tls.secretName = "postgres-tls";
        storage.size = "100Gi";
        networkPolicy.enabled = true;
        resources = { requests = { cpu = "1"; memory = "2Gi"; }; limits.memory = "4Gi"; };
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
