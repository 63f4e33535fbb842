# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart redis 0.34.18 of CloudPirates";
  differs = "one server: sentinels are valkey's; passwords in a Secret that exists";
  sets = {
    default = {
      values.auth.enabled = false;
    };
    production = {
      values = {
        auth = { enabled = true; existingSecret = "redis-credentials"; existingSecretPasswordKey = "password"; };
        tls = { enabled = true; existingSecret = "redis-tls"; authClients = false; };
        persistence.size = "20Gi";
        metrics = { enabled = true; serviceMonitor.enabled = true; };
        resources = { requests = { cpu = "500m"; memory = "1Gi"; }; limits.memory = "2Gi"; };
      };
      config = {
        auth.enabled = true;
        tls.secretName = "redis-tls";
        maxMemory = "1500mb";
        maxMemoryPolicy = "allkeys-lru";
        storage.size = "20Gi";
        networkPolicy.enabled = true;
        resources = { requests = { cpu = "500m"; memory = "1Gi"; }; limits.memory = "2Gi"; };
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
