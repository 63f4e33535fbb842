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

    common = import ../valkey/common.nix {
      inherit scope lib kix;
      config = cfg;
      cli = "redis-cli";
      variable = "REDIS_PASSWORD";
    };
  in
  {
    product = "redis";
    meta = {
      description = "Redis, one server";
      homepage = "https://redis.io";
      version = "8.10.1";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/library/redis";
      tag = "8.10.1-alpine";
    };
    requests = {
      cpu = "50m";
      memory = "64Mi";
    };
    limits.memory = "256Mi";
    securityContext = {
      runAsUser = 999;
      runAsGroup = 1000;
      fsGroup = 1000;
    };
    networkPolicy = false;
    storage = "2Gi";

    inherit (common) options env out external;

    kind = "StatefulSet";
    name = "redis";
    command =
      if cfg.auth.enabled then
        [
          "sh"
          "-c"
          ''exec redis-server /etc/redis/redis.conf --requirepass "$REDIS_PASSWORD"''
        ]
      else
        [
          "redis-server"
          "/etc/redis/redis.conf"
        ];
    files = {
      path = "/etc/redis";
      data."redis.conf" = common.settings;
    };
    data = {
      path = "/data";
      persistent = cfg.persistence;
    };
    # The shape of valkey's `out`, less the sentinels.
    ports = [
      {
        name = "redis";
        port = 6379;
      }
    ]
    ++ common.ports;
    inherit (common) volumes volumeMounts;
    metrics.port = 9121;
    metricsSidecar = common.exporter;
    probe = common.ping 6379;
  }
)
