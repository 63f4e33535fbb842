# Loki as one server with its volume.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
  in
  {
    product = "loki";
    meta = {
      description = "Loki, one log server with a persistent volume";
      homepage = "https://grafana.com/docs/loki";
      version = "3.7.6";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/grafana/loki";
      tag = "3.7.6";
    };
    requests = {
      cpu = "100m";
      memory = "256Mi";
    };
    limits.memory = "1Gi";
    securityContext = {
      runAsUser = 10001;
      fsGroup = 10001;
    };
    # The ring needs some seconds before the server is ready.
    probes = {
      startup = {
        failureThreshold = 60;
        periodSeconds = 5;
      };
      liveness = {
        periodSeconds = 30;
        failureThreshold = 10;
      };
    };
    terminationGracePeriodSeconds = 120;
    networkPolicy = false;
    storage = "20Gi";

    options = {
      retention = lib.mkOption {
        type = lib.types.strMatching "[0-9]+h";
        default = "744h";
        description = "How long logs are kept, in hours.";
      };
      settings = lib.mkOption {
        type = lib.types.attrs;
        default = { };
        example = lib.literalExpression "{ limits_config.ingestion_rate_mb = 16; }";
        description = "Further settings, as in Loki's configuration file.";
      };
    };

    kind = "StatefulSet";
    name = "loki";
    args = [ "-config.file=/etc/loki/loki.yaml" ];
    files = {
      path = "/etc/loki";
      data."loki.yaml" = builtins.toJSON (
        lib.recursiveUpdate {
          auth_enabled = false;
          server.http_listen_port = 3100;
          analytics.reporting_enabled = false;
          common = {
            path_prefix = "/loki";
            replication_factor = 1;
            ring.kvstore.store = "inmemory";
            storage.filesystem = {
              chunks_directory = "/loki/chunks";
              rules_directory = "/loki/rules";
            };
          };
          schema_config.configs = [
            {
              from = "2024-04-01";
              store = "tsdb";
              object_store = "filesystem";
              schema = "v13";
              index = {
                prefix = "index_";
                period = "24h";
              };
            }
          ];
          compactor = {
            working_directory = "/loki/compactor";
            retention_enabled = true;
            delete_request_store = "filesystem";
          };
          limits_config.retention_period = cfg.retention;
        } cfg.settings
      );
    };
    data.path = "/loki";
    writable = [ "/tmp" ];
    ports = [
      {
        name = "http";
        port = 3100;
      }
    ];
    metrics = {
      name = "http";
      port = 3100;
    };
    # A server that waits for its ring is not ready, and not dead either.
    liveness.httpGet = {
      path = "/loki/api/v1/status/buildinfo";
      port = "http";
    };
    probe.httpGet = {
      path = "/ready";
      port = "http";
    };
  }
)
