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
  inherit (config) auth tls;
  encrypted = tls.secretName != null;
  plain = !(encrypted && tls.required);
  folder = "/tls";
  certificate = kix.parts.certificate {
    inherit tls;
    path = folder;
  };
  # With TLS alone the port is its; beside a plain one it has another.
  tlsPort = if plain then 6380 else 6379;
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
    tls = kix.options.serverTLS;
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
        port = if plain then 6379 else 0;
        # Without a password, clients of other pods would be refused. Network policies guard the port.
        protected-mode = "no";
        appendonly = if config.persistence then "yes" else "no";
        save = if config.persistence then "3600 1 300 100" else ''""'';
      }
      // lib.optionalAttrs (config.maxMemory != null) { maxmemory = config.maxMemory; }
      // {
        maxmemory-policy = config.maxMemoryPolicy;
      }
      // lib.optionalAttrs encrypted {
        tls-port = tlsPort;
        tls-cert-file = "${folder}/tls.crt";
        tls-key-file = "${folder}/tls.key";
        tls-ca-cert-file = "${folder}/ca.crt";
        # Clients sign in with a password, not with a certificate.
        tls-auth-clients = "no";
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
      "${cli} -p ${toString port}${lib.optionalString (!plain) " --tls --cacert ${folder}/ca.crt"} ping | grep -q PONG"
    ];
  };

  exporter = {
    inherit (config.metrics) image;
    env = {
      REDIS_ADDR = if plain then "redis://127.0.0.1:6379" else "rediss://127.0.0.1:6379";
      # The certificate is for the Service, not for 127.0.0.1.
      REDIS_EXPORTER_SKIP_TLS_VERIFICATION = if plain then null else "true";
    }
    // lib.optionalAttrs auth.enabled { REDIS_PASSWORD = kix.secretRef secret; };
  };

  out =
    lib.optionalAttrs auth.enabled { inherit secret; }
    // lib.optionalAttrs encrypted {
      inherit tlsPort;
      caSecret = {
        name = tls.secretName;
        key = "ca.crt";
      };
    };

  external =
    lib.optional auth.enabled (kix.parts.externalSecret secret.name [ secret.key ])
    ++ certificate.external;

  inherit (certificate) volumes volumeMounts;

  # Ports beside the first one.
  ports = lib.optional (encrypted && plain) {
    name = "tls";
    port = tlsPort;
  };
}
