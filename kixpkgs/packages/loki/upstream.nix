# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart loki 18.11.0 of grafana-community";
  differs = "one program, alone or as several (deploymentMode SingleBinary); no caches, gateway, canary; the distributed modes are the chart's";
  sets = {
    default = {
      values = {
        loki = {
          auth_enabled = false;
          commonConfig.replication_factor = 1;
          storage = { type = "filesystem"; bucketNames = { chunks = "logs"; ruler = "logs"; admin = "logs"; };  };
          schemaConfig.configs = [ { from = "2024-04-01"; store = "tsdb"; object_store = "filesystem"; schema = "v13"; index = { prefix = "index_"; period = "24h"; }; } ];
        };
        deploymentMode = "SingleBinary";
        read.replicas = 0; write.replicas = 0; backend.replicas = 0;
        chunksCache.enabled = false; resultsCache.enabled = false; lokiCanary.enabled = false; test.enabled = false; gateway.enabled = false;
        sidecar.rules.enabled = false;
        singleBinary.replicas = 1;
      };
    };
    production = {
      values = {
        loki = {
          auth_enabled = true;
          commonConfig.replication_factor = 3;
          storage = { type = "s3"; bucketNames = { chunks = "logs"; ruler = "logs"; admin = "logs"; }; s3 = { endpoint = "http://s3.data:8333"; region = "us-east-1"; s3ForcePathStyle = true; insecure = true; accessKeyId = "\${S3_ACCESS_KEY}"; secretAccessKey = "\${S3_SECRET_KEY}"; }; };
          schemaConfig.configs = [ { from = "2024-04-01"; store = "tsdb"; object_store = "s3"; schema = "v13"; index = { prefix = "index_"; period = "24h"; }; } ];
        };
        deploymentMode = "SingleBinary";
        read.replicas = 0; write.replicas = 0; backend.replicas = 0;
        chunksCache.enabled = false; resultsCache.enabled = false; lokiCanary.enabled = false; test.enabled = false; gateway.enabled = false;
        sidecar.rules.enabled = false;
        singleBinary = {
          replicas = 3;
          extraArgs = [ "-config.expand-env=true" ];
          extraEnv = [ { name = "S3_ACCESS_KEY"; valueFrom.secretKeyRef = { name = "s3"; key = "user"; }; } { name = "S3_SECRET_KEY"; valueFrom.secretKeyRef = { name = "s3"; key = "password"; }; } ];
          persistence.size = "50Gi";
        };
        networkPolicy.enabled = true;
        monitoring.serviceMonitor.enabled = true;
      };
      config = {
        replicas = 3;
        tenants = true;
        objectStorage = { bucket = "logs"; endpoint = "http://s3.data:8333"; secretName = "s3"; };
        storage.size = "50Gi";
        networkPolicy.enabled = true;
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
