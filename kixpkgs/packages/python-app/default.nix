# A Python web application (WSGI or ASGI) behind a Service, with a PostgreSQL database.
#
#   postgres        required; instantiated beside the application when the cluster has none
#   cache           optional; an instance or alias `cache`, else `valkey`
#   clusterIssuer   optional; gives the Ingress its certificate
#   ingressNginx    optional; gives the Ingress its class; traefik where there is none
#
# The program finds them in its environment: DATABASE_HOST, _PORT, _NAME, _USER, _PASSWORD;
# CACHE_HOST, _PORT, where it wants one _PASSWORD, _TLS where there is nothing else, and, with sentinels, CACHE_SENTINEL_HOST, _PORT, _PRIMARY. PORT says where
# it is to listen.
{
  scope,
  lib,
  kix,
  config,
  postgres,
  valkey ? null,
  cache ? valkey,
  clusterIssuer ? null,
  ingressNginx ? null,
  traefik ? null,
  priorityClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;

    hosts = cfg.ingress.hosts ++ lib.optional (cfg.ingress.host != null) cfg.ingress.host;

    # A Secret cannot be read from another namespace. Beside the database its own Secret
    # serves; elsewhere the application has one, which whoever runs the database fills in.
    databaseSecret =
      if cfg.database.secretName != null then
        {
          name = cfg.database.secretName;
          key = cfg.database.secretKey;
        }
      else if postgres.out ? secret && postgres.out.namespace == scope.namespace then
        postgres.out.secret
      else
        {
          name = scope.mkName "database";
          key = cfg.database.secretKey;
        };

    databaseEnv = {
      DATABASE_HOST = postgres.out.fqdn;
      DATABASE_PORT = postgres.out.port;
      DATABASE_NAME = cfg.database.name;
      DATABASE_USER = cfg.database.user;
      DATABASE_PASSWORD = kix.secretRef databaseSecret;
    };

    cacheAccess = kix.parts.clientSecret {
      inherit scope;
      package = cache;
      what = "the cache";
    };
    cacheEnv =
      lib.optionalAttrs (cache != null) {
        CACHE_HOST = cache.out.fqdn;
        CACHE_PORT = cache.out.port;
        CACHE_TLS = if cacheAccess.encrypted then "true" else null;
        CACHE_PASSWORD = if cacheAccess.secret == null then null else kix.secretRef cacheAccess.secret;
      }
      # Who asks for sentinels must have them. A redis can stand in for valkey as long as
      # nobody does: its `out` has no sentinelPort, and compiling ends here.
      // lib.optionalAttrs cfg.cache.sentinel {
        CACHE_SENTINEL_PORT = cache.out.sentinelPort;
        CACHE_SENTINEL_HOST = cache.out.sentinelFqdn or cache.out.fqdn;
        CACHE_SENTINEL_PRIMARY = cache.out.masterName;
      };
  in
  {
    meta = {
      description = "A Python web application with its database";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = scope.instanceName;
      repositoryText = "the instance's name";
      tag = "latest";
    };
    replicas = 2;
    requests = {
      cpu = "100m";
      memory = "128Mi";
    };
    limits.memory = "256Mi";
    securityContext = {
      runAsUser = 10001;
      fsGroup = 10001;
    };
    probes.startup = {
      periodSeconds = 2;
      failureThreshold = 30;
    };
    autoscaling = { };
    ingress = true;
    networkPolicy = false;

    options = {
      port = kix.options.port "Port the application listens on." 8000;
      command = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [
          "gunicorn"
          "--bind=0.0.0.0:8000"
          "shop.wsgi"
        ];
        description = "Command to run; an empty list runs what the image says.";
      };
      args = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Arguments of the command.";
      };
      healthPath = lib.mkOption {
        type = lib.types.strMatching "/.*";
        default = "/healthz";
        description = "Path that answers 200 when the application can serve.";
      };
      metrics.path = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "/.*");
        default = "/metrics";
        description = "Path of the metrics; null when the application has none.";
      };
      database = {
        name = lib.mkOption {
          type = lib.types.str;
          default = postgres.out.database;
          defaultText = lib.literalExpression "postgres.out.database";
          description = "Database to use.";
        };
        user = lib.mkOption {
          type = lib.types.str;
          default = postgres.out.user;
          defaultText = lib.literalExpression "postgres.out.user";
          description = "User to connect as.";
        };
        secretName = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = ''
            Secret with the user's password. Null takes the database's own Secret in the same
            namespace, else `INSTANCE-database`.
          '';
        };
        inherit (kix.options) secretKey;
      };
      cache.sentinel = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether the application finds the cache's primary through sentinels.";
      };
      ingress = {
        enabled = lib.mkOption {
          type = lib.types.bool;
          default = hosts != [ ];
          defaultText = lib.literalMD "true when there are hosts";
          description = "Whether the application is reached from outside the cluster.";
        };
        host =
          kix.deprecated
            {
              since = "ingress-nginx v1.12";
              use = "'ingress.hosts' (list)";
            }
            (
              lib.mkOption {
                type = lib.types.nullOr lib.types.str;
                default = null;
                description = "One host name.";
              }
            );
      };
    };

    name = "app";
    inherit (cfg) command args;
    env = {
      PORT = cfg.port;
      PYTHONUNBUFFERED = "1";
    }
    // databaseEnv
    // cacheEnv;
    ports = [
      {
        name = "http";
        inherit (cfg) port;
        servicePort = 80;
      }
    ];
    probe.httpGet = {
      path = cfg.healthPath;
      port = "http";
    };
    metrics = {
      name = "http";
      inherit (cfg) port;
      inherit (cfg.metrics) path;
      enabled = cfg.metrics.path != null;
    };
    writable = [ "/tmp" ];
    controller.strategy = {
      type = "RollingUpdate";
      rollingUpdate = {
        maxSurge = "25%";
        maxUnavailable = 0;
      };
    };
    hosts = if cfg.ingress.enabled then hosts else [ ];

    out = { inherit hosts; };

    external = lib.optional (!(postgres.out ? secret) || databaseSecret != postgres.out.secret) {
      kind = "Secret";
      inherit (databaseSecret) name;
      keys = [ databaseSecret.key ];
    };

    assertions = [
      cacheAccess.assertion
      {
        assertion = !cfg.ingress.enabled || hosts != [ ];
        message = "ingress is enabled, but ingress.hosts is empty.";
      }
      {
        assertion = !cfg.cache.sentinel || cache != null;
        message = "cache.sentinel is on, but no cache was found. Add a valkey instance with sentinel.enabled = true.";
      }
    ];

    warnings = lib.optional (cfg.image.tag == "latest" && cfg.image.digest == null) ''
      python-app '${scope.instanceName}' (namespace '${scope.namespace}') runs the image tag 'latest':
      which program that is can change at every start. Set image.tag.'';
  }
)
