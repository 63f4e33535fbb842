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

    settings = lib.concatStrings (
      lib.mapAttrsToList (name: value: "${name} ${toString value}\n") (
        {
          dir = "/data";
          port = 6379;
          protected-mode = "no";
          appendonly = if cfg.persistence then "yes" else "no";
          save = if cfg.persistence then "3600 1 300 100" else ''""'';
        }
        // cfg.settings
      )
    );
  in
  {
    meta = {
      description = "Redis, one server";
      homepage = "https://redis.io";
      version = "7.4.11";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/library/redis";
      tag = "7.4.11-alpine";
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

    options = {
      persistence = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether data survives a restart. Turn it off for a pure cache.";
      };
      settings = lib.mkOption {
        type = lib.types.attrsOf (lib.types.either lib.types.str lib.types.int);
        default = { };
        example = lib.literalExpression ''{ maxmemory = "200mb"; maxmemory-policy = "allkeys-lru"; }'';
        description = "Further settings of redis.conf.";
      };
    };

    kind = "StatefulSet";
    name = "redis";
    command = [
      "redis-server"
      "/etc/redis/redis.conf"
    ];
    files = {
      path = "/etc/redis";
      data."redis.conf" = settings;
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
    ];
    probe.exec.command = [
      "sh"
      "-c"
      "redis-cli ping | grep -q PONG"
    ];
  }
)
