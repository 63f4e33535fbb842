# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart mariadb 0.16.11 of CloudPirates";
  differs = "one server: no Galera cluster; metrics once there is a user for them; passwords in a Secret that exists";
  sets = {
    default = {
      values.auth.existingSecret = "mariadb-credentials";
    };
    production = {
      values = {
        auth = { existingSecret = "mariadb-credentials"; database = "shop"; username = "shop"; };
        persistence.size = "100Gi";
        metrics = { enabled = true; serviceMonitor.enabled = true; };
        tls = { enabled = true; existingSecret = "mariadb-tls"; };
        initdbScripts."10-tables.sql" = "CREATE TABLE t (id INT);";
        resources = { requests = { cpu = "1"; memory = "2Gi"; }; limits.memory = "4Gi"; };
      };
      config = {
        mariadb = { database = "shop"; user = "shop"; initScripts."10-tables.sql" = "CREATE TABLE t (id INT);"; settings.innodb_buffer_pool_size = "2G"; };
        metrics.user = "exporter";
        tls.secretName = "mariadb-tls";
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
