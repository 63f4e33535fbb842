# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart valkey 0.25.5 of CloudPirates";
  differs = "a Redis-like cluster with slots is the chart's; replication and sentinels without TLS; passwords in a Secret that exists";
  sets = {
    default = {
      values.auth.enabled = false;
    };
    production = {
      values = {
        auth = { enabled = true; existingSecret = "valkey-credentials"; existingSecretPasswordKey = "password"; };
        architecture = "replication";
        replicaCount = 3;
        sentinel.enabled = true;
        persistence.size = "20Gi";
        metrics = { enabled = true; serviceMonitor.enabled = true; };
        resources = { requests = { cpu = "500m"; memory = "1Gi"; }; limits.memory = "2Gi"; };
      };
      config = {
        replicas = 3;
        sentinel.enabled = true;
        auth.enabled = true;
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
