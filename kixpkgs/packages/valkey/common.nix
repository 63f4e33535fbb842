/**
  What Valkey and Redis have in common: settings, options, passwords and the exporter of a server.

  `config`: the instance's; `cli`: the client program; `variable`: the environment variable with the password.
*/
{
  scope,
  lib,
  kix,
  config,
  cli,
  variable,
}:
let
  inherit (config) auth;
in
rec {
  options = {
    persistence = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "Whether data survives a restart. Turn it off for a pure cache.";
    };
    maxMemory = lib.mkOption {
      type = lib.types.nullOr (lib.types.strMatching "[0-9]+(kb|mb|gb)");
      default = null;
      example = "200mb";
      description = "Memory for data; stay well below `resources.limits.memory`.";
    };
    maxMemoryPolicy = lib.mkOption {
      type = lib.types.enum [
        "noeviction"
        "allkeys-lru"
        "allkeys-lfu"
        "allkeys-random"
        "volatile-lru"
        "volatile-lfu"
        "volatile-random"
        "volatile-ttl"
      ];
      default = "noeviction";
      description = "What happens when the memory is full.";
    };
    settings = lib.mkOption {
      type = lib.types.attrsOf (lib.types.either lib.types.str lib.types.int);
      default = { };
      description = "Further settings of the configuration file.";
    };
    auth = {
      enabled = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether clients need a password.";
      };
      secretName = kix.options.secretName scope "credentials" "Secret with the password.";
      inherit (kix.options) secretKey;
    };
    metrics.image = lib.mkOption {
      type = lib.types.str;
      default = "docker.io/oliver006/redis_exporter:v1.89.0";
      description = "Image of the exporter that runs beside the server when monitoring is enabled.";
    };
  };

  # The configuration file.
  settings = lib.concatStrings (
    lib.mapAttrsToList (name: value: "${name} ${toString value}\n") (
      {
        dir = "/data";
        port = 6379;
        # Without a password, clients of other pods would be refused. Network policies guard the port.
        protected-mode = "no";
        appendonly = if config.persistence then "yes" else "no";
        save = if config.persistence then "3600 1 300 100" else ''""'';
      }
      // lib.optionalAttrs (config.maxMemory != null) { maxmemory = config.maxMemory; }
      // {
        maxmemory-policy = config.maxMemoryPolicy;
      }
      // config.settings
    )
  );

  secret = {
    name = auth.secretName;
    key = auth.secretKey;
  };

  # The password for the server, and for the client in its own variable, so that it is on no command line of a probe.
  env = lib.optionalAttrs auth.enabled {
    ${variable} = kix.secretRef secret;
    REDISCLI_AUTH = kix.secretRef secret;
  };

  ping = port: {
    exec.command = [
      "sh"
      "-c"
      "${cli} -p ${toString port} ping | grep -q PONG"
    ];
  };

  exporter = {
    inherit (config.metrics) image;
    env = {
      REDIS_ADDR = "redis://127.0.0.1:6379";
    }
    // lib.optionalAttrs auth.enabled { REDIS_PASSWORD = kix.secretRef secret; };
  };

  out = lib.optionalAttrs auth.enabled { inherit secret; };

  external = lib.optional auth.enabled (kix.parts.externalSecret secret.name [ secret.key ]);
}
