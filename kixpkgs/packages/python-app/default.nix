# A Python web application (WSGI or ASGI) behind a Service, with a PostgreSQL database.
#
#   postgres        required; instantiated beside the application when the cluster has none
#   cache           optional; an instance or alias `cache`, else `valkey`
#   clusterIssuer   optional; gives the Ingress its certificate
#   ingressNginx    optional; gives the Ingress its class
#
# The program finds them in its environment: DATABASE_HOST, _PORT, _NAME, _USER, _PASSWORD;
# CACHE_HOST, _PORT and, with sentinels, CACHE_SENTINEL_HOST, _PORT, _PRIMARY. PORT says where
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
  priorityClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;

    probe.httpGet = {
      path = cfg.healthPath;
      port = "http";
    };

    # Without a cluster-issuer the arguments stay as they are: no certificate, no crash.
    withCert = if clusterIssuer != null then clusterIssuer.out.withCert else lib.id;

    hosts = cfg.ingress.hosts ++ lib.optional (cfg.ingress.host != null) cfg.ingress.host;

    ingressClassName =
      if cfg.ingress.className != null then
        cfg.ingress.className
      else if ingressNginx != null then
        ingressNginx.out.ingressClassName
      else
        null;

    tlsSecretName =
      if cfg.ingress.tlsSecretName != null then
        cfg.ingress.tlsSecretName
      else if clusterIssuer != null then
        scope.mkName "tls"
      else
        null;

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

    cacheEnv =
      lib.optionalAttrs (cache != null) {
        CACHE_HOST = cache.out.fqdn;
        CACHE_PORT = cache.out.port;
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

    options =
      kix.options.workload {
        image = {
          repository = scope.instanceName;
          repositoryText = "the instance's name";
          tag = "latest";
        };
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
      }
      // {
        replicas = lib.mkOption {
          type = lib.types.int;
          default = 2;
          check = v: v >= 0;
          description = "Number of pods. Autoscaling, when enabled, decides instead.";
        };
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
          secretKey = lib.mkOption {
            type = lib.types.str;
            default = "password";
            description = "Key of the password in the Secret.";
          };
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
          hosts = lib.mkOption {
            type = lib.types.listOf lib.types.str;
            default = [ ];
            example = [ "shop.example.com" ];
            description = "Host names of the application.";
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
          className = lib.mkOption {
            type = lib.types.nullOr lib.types.str;
            default = null;
            description = "IngressClass; null takes the injected `ingress-nginx`'s, else the cluster's default.";
          };
          annotations = lib.mkOption {
            type = lib.types.attrsOf lib.types.str;
            default = { };
            description = "Annotations of the Ingress.";
          };
          tlsSecretName = lib.mkOption {
            type = lib.types.nullOr lib.types.str;
            default = null;
            description = "Secret with the certificate; null lets the cluster-issuer make one, if there is any.";
          };
        };
        autoscaling = {
          enabled = lib.mkOption {
            type = lib.types.bool;
            default = false;
            description = "Whether the number of pods follows the load.";
          };
          minReplicas = lib.mkOption {
            type = lib.types.ints.positive;
            default = 2;
            description = "Fewest pods.";
          };
          maxReplicas = lib.mkOption {
            type = lib.types.ints.positive;
            default = 10;
            description = "Most pods.";
          };
          targetCPUUtilization = lib.mkOption {
            type = lib.types.ints.between 1 100;
            default = 75;
            description = "Percentage of the requested CPU that pods should use on average.";
          };
        };
      };

    resources = {
      serviceAccount = scope.mkResource {
        kind = "ServiceAccount";
        inherit (cfg.serviceAccount) annotations;
        automountServiceAccountToken = false;
      };

      deployment = scope.mkResource {
        kind = "Deployment";
        spec = {
          replicas = if cfg.autoscaling.enabled then null else cfg.replicas;
          strategy = {
            type = "RollingUpdate";
            rollingUpdate = {
              maxSurge = "25%";
              maxUnavailable = 0;
            };
          };
          selector.matchLabels = scope.selectorLabels;
          template = kix.pod.template {
            inherit scope priorityClasses;
            config = cfg;
            annotations = lib.optionalAttrs (cfg.metrics.path != null) (
              kix.monitoring.annotations {
                cluster = config;
                inherit (cfg) port;
                inherit (cfg.metrics) path;
              }
            );
            serviceAccountName = resources.serviceAccount.out.name;
            containers = [
              (kix.pod.container {
                config = cfg;
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
                    containerPort = cfg.port;
                    protocol = "TCP";
                  }
                ];
                startupProbe = kix.pod.probe cfg.probes.startup probe;
                livenessProbe = kix.pod.probe cfg.probes.liveness probe;
                readinessProbe = kix.pod.probe cfg.probes.readiness probe;
                volumeMounts = [
                  {
                    name = "tmp";
                    mountPath = "/tmp";
                  }
                ];
              })
            ];
            volumes = [
              {
                name = "tmp";
                emptyDir = { };
              }
            ];
          };
        };
      };

      service = scope.mkResource {
        kind = "Service";
        spec = {
          type = "ClusterIP";
          selector = resources.deployment.out.selector;
          ports = [
            {
              name = "http";
              port = 80;
              targetPort = "http";
              protocol = "TCP";
            }
          ];
        };
      };
    }
    // lib.optionalAttrs cfg.ingress.enabled {
      ingress = scope.mkResource (
        {
          kind = "Ingress";
          inherit (cfg.ingress) annotations;
          spec = {
            inherit ingressClassName;
            rules = map (host: {
              inherit host;
              http.paths = [
                {
                  path = "/";
                  pathType = "Prefix";
                  backend.service = {
                    inherit (resources.service.out) name;
                    port.name = "http";
                  };
                }
              ];
            }) hosts;
            tls =
              if tlsSecretName == null then
                null
              else
                [
                  {
                    inherit hosts;
                    secretName = tlsSecretName;
                  }
                ];
          };
        }
        |> withCert
      );
    }
    // lib.optionalAttrs cfg.autoscaling.enabled {
      horizontalPodAutoscaler = scope.mkResource {
        kind = "HorizontalPodAutoscaler";
        spec = {
          scaleTargetRef = {
            inherit (resources.deployment.out) apiVersion kind name;
          };
          inherit (cfg.autoscaling) minReplicas maxReplicas;
          metrics = [
            {
              type = "Resource";
              resource = {
                name = "cpu";
                target = {
                  type = "Utilization";
                  averageUtilization = cfg.autoscaling.targetCPUUtilization;
                };
              };
            }
          ];
        };
      };
    }
    // lib.optionalAttrs (cfg.replicas > 1 || cfg.autoscaling.enabled) {
      podDisruptionBudget = scope.mkResource {
        kind = "PodDisruptionBudget";
        spec = {
          maxUnavailable = 1;
          selector.matchLabels = resources.deployment.out.selector;
        };
      };
    }
    // lib.optionalAttrs (cfg.metrics.path != null) (
      kix.monitoring.resources {
        cluster = config;
        inherit scope;
        selector = scope.selectorLabels;
        port = "http";
        inherit (cfg.metrics) path;
      }
    );

    out = {
      inherit (resources.service.out) name namespace fqdn;
      port = 80;
      inherit hosts;
    };

    external =
      lib.optional (!(postgres.out ? secret) || databaseSecret != postgres.out.secret) {
        kind = "Secret";
        inherit (databaseSecret) name;
        keys = [ databaseSecret.key ];
      }
      # Written by cert-manager, or by whoever owns the certificate.
      ++ lib.optional (cfg.ingress.enabled && tlsSecretName != null) {
        kind = "Secret";
        name = tlsSecretName;
        keys = [
          "tls.crt"
          "tls.key"
        ];
      };

    assertions = kix.pod.assertions cfg ++ [
      {
        assertion = !cfg.ingress.enabled || hosts != [ ];
        message = "ingress is enabled, but ingress.hosts is empty.";
      }
      {
        assertion = !cfg.cache.sentinel || cache != null;
        message = "cache.sentinel is on, but no cache was found. Add a valkey instance with sentinel.enabled = true.";
      }
      {
        assertion = !cfg.autoscaling.enabled || cfg.autoscaling.minReplicas <= cfg.autoscaling.maxReplicas;
        message = "autoscaling.minReplicas is above autoscaling.maxReplicas.";
      }
      {
        assertion = !cfg.autoscaling.enabled || cfg.resources.requests.cpu != null;
        message = "autoscaling needs resources.requests.cpu: utilization is measured against it.";
      }
    ];

    warnings = lib.optional (cfg.image.tag == "latest" && cfg.image.digest == null) ''
      python-app '${scope.instanceName}' (namespace '${scope.namespace}') runs the image tag 'latest':
      which program that is can change at every start. Set image.tag.'';
  }
)
