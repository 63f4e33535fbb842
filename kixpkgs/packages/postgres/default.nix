{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
}:
let
  versions = import ./versions.nix;
  supported = lib.filterAttrs (_: version: version ? tag) versions;
  supportedNames = lib.sort lib.versionOlder (lib.attrNames supported);

  checkVersion =
    version:
    let
      alternatives = "Supported versions: ${lib.concatStringsSep ", " supportedNames}.";
    in
    if supported ? ${version} then
      true
    else if versions ? ${version} then
      "PostgreSQL ${version} reached end-of-life on ${versions.${version}.endOfLife}.\n${alternatives}"
    else
      "PostgreSQL ${version} is not a version this package knows.\n${alternatives}";
in
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;

    configuration = lib.concatStrings (
      lib.mapAttrsToList (name: value: "${name} = ${literal value}\n") (
        {
          listen_addresses = "*";
          password_encryption = "scram-sha-256";
        }
        // lib.optionalAttrs (cfg.postgres.preloadLibraries != [ ]) {
          shared_preload_libraries = lib.concatStringsSep "," cfg.postgres.preloadLibraries;
        }
        // cfg.postgres.parameters
      )
    );

    # A value of postgresql.conf: text in single quotes, quotes doubled.
    literal =
      value:
      if builtins.isBool value then
        (if value then "on" else "off")
      else if builtins.isString value then
        "'${lib.replaceStrings [ "'" ] [ "''" ] value}'"
      else
        toString value;

    # Over TCP, not the socket: during initialisation the server listens on the socket only.
    ready.exec.command = [
      "pg_isready"
      "--host=127.0.0.1"
      "--username=${cfg.postgres.user}"
      "--dbname=${cfg.postgres.database}"
    ];
  in
  {
    meta = {
      description = "PostgreSQL, one primary with a persistent volume";
      homepage = "https://www.postgresql.org";
      version = "17.6";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options =
      kix.options.workload {
        image = {
          repository = "docker.io/library/postgres";
          # An unsupported version is the check's business, not this default's.
          tag = supported.${self.config.postgres.version}.tag or self.config.postgres.version;
          tagText = "the newest image of `postgres.version`";
        };
        requests = {
          cpu = "100m";
          memory = "256Mi";
        };
        limits.memory = "1Gi";
        securityContext = {
          runAsUser = 999;
          fsGroup = 999;
        };
        probes = {
          liveness.failureThreshold = 6;
          # Crash recovery of a large database takes its time.
          startup = {
            failureThreshold = 60;
            periodSeconds = 5;
          };
        };
        # A "smart" shutdown waits for clients; "fast" (SIGINT) is what the container gets.
        terminationGracePeriodSeconds = 120;
      }
      // {
        postgres = {
          version = lib.mkOption {
            type = lib.types.str;
            default = "17";
            check = checkVersion;
            description = "Major version of PostgreSQL.";
          };
          database = lib.mkOption {
            type = lib.types.strMatching "[a-z_][a-z0-9_]*";
            default = "app";
            description = "Database that is created at the first start.";
          };
          user = lib.mkOption {
            type = lib.types.strMatching "[a-z_][a-z0-9_]*";
            default = "app";
            description = "Owner of the database.";
          };
          parameters = lib.mkOption {
            type = lib.types.attrsOf (
              lib.types.oneOf [
                lib.types.str
                lib.types.int
                lib.types.bool
              ]
            );
            default = { };
            example = lib.literalExpression ''{ max_connections = 200; shared_buffers = "256MB"; }'';
            description = "Settings of postgresql.conf.";
          };
          preloadLibraries = lib.mkOption {
            type = lib.types.listOf lib.types.str;
            default = [ ];
            description = "Libraries loaded at the start of the server.";
          };
          extensions = lib.mkOption {
            type = lib.types.listOf lib.types.str;
            default = [ ];
            example = [ "vector" ];
            description = ''
              Extensions that the image carries beyond PostgreSQL's own. Consumers look here
              before they rely on one.
            '';
          };
        };
        auth = {
          secretName = lib.mkOption {
            type = lib.types.str;
            default = scope.mkName "credentials";
            defaultText = lib.literalExpression ''scope.mkName "credentials"'';
            description = "Secret with the password. kix never sees the password itself.";
          };
          secretKey = lib.mkOption {
            type = lib.types.str;
            default = "password";
            description = "Key of the password in the Secret.";
          };
        };
        storage = kix.options.storage "10Gi";
        metrics.image = lib.mkOption {
          type = lib.types.str;
          default = "quay.io/prometheuscommunity/postgres-exporter:v0.17.1";
          description = "Image of the exporter that runs beside the server when monitoring is enabled.";
        };
      };

    resources = {
      serviceAccount = scope.mkResource {
        kind = "ServiceAccount";
        inherit (cfg.serviceAccount) annotations;
        automountServiceAccountToken = false;
      };

      configMap = scope.mkResource {
        kind = "ConfigMap";
        data."postgresql.conf" = configuration;
      };

      statefulSet = scope.mkResource {
        kind = "StatefulSet";
        spec = {
          replicas = 1;
          serviceName = resources.headlessService.out.name;
          selector.matchLabels = scope.selectorLabels;
          persistentVolumeClaimRetentionPolicy = {
            whenDeleted = "Retain";
            whenScaled = "Retain";
          };
          template = kix.pod.template {
            inherit scope priorityClasses;
            config = cfg;
            annotations = kix.monitoring.annotations {
              cluster = config;
              port = 9187;
            };
            checksum = configuration;
            serviceAccountName = resources.serviceAccount.out.name;
            containers = [
              (kix.pod.container {
                config = cfg;
                name = "postgres";
                args = [
                  "-c"
                  "config_file=/etc/postgresql/postgresql.conf"
                ];
                env = {
                  POSTGRES_DB = cfg.postgres.database;
                  POSTGRES_USER = cfg.postgres.user;
                  POSTGRES_PASSWORD = kix.secretRef {
                    name = cfg.auth.secretName;
                    key = cfg.auth.secretKey;
                  };
                  POSTGRES_INITDB_ARGS = "--data-checksums --auth-host=scram-sha-256";
                  # A folder below the mount point: `lost+found` would stop initdb.
                  PGDATA = "/var/lib/postgresql/data/pgdata";
                };
                ports = [
                  {
                    name = "postgres";
                    containerPort = 5432;
                    protocol = "TCP";
                  }
                ];
                # SIGINT is PostgreSQL's "fast" shutdown.
                lifecycle.preStop.exec.command = [
                  "pg_ctl"
                  "stop"
                  "--mode=fast"
                  "--wait"
                ];
                startupProbe = kix.pod.probe cfg.probes.startup ready;
                livenessProbe = kix.pod.probe cfg.probes.liveness ready;
                readinessProbe = kix.pod.probe cfg.probes.readiness ready;
                volumeMounts = [
                  {
                    name = "data";
                    mountPath = "/var/lib/postgresql/data";
                  }
                  {
                    name = "config";
                    mountPath = "/etc/postgresql";
                    readOnly = true;
                  }
                  {
                    name = "run";
                    mountPath = "/var/run/postgresql";
                  }
                  {
                    name = "tmp";
                    mountPath = "/tmp";
                  }
                ];
              })
            ]
            ++ lib.optional config.monitoring.enabled (
              kix.pod.sidecar {
                config = cfg;
                name = "metrics";
                inherit (cfg.metrics) image;
                env = {
                  DATA_SOURCE_URI = "127.0.0.1:5432/${cfg.postgres.database}?sslmode=disable";
                  DATA_SOURCE_USER = cfg.postgres.user;
                  DATA_SOURCE_PASS = kix.secretRef {
                    name = cfg.auth.secretName;
                    key = cfg.auth.secretKey;
                  };
                };
                ports = [
                  {
                    name = "metrics";
                    containerPort = 9187;
                    protocol = "TCP";
                  }
                ];
                resources = {
                  requests = {
                    cpu = "10m";
                    memory = "32Mi";
                  };
                  limits.memory = "64Mi";
                };
              }
            );
            volumes = [
              {
                name = "config";
                configMap.name = resources.configMap.out.name;
              }
              {
                name = "run";
                emptyDir.medium = "Memory";
              }
              {
                name = "tmp";
                emptyDir = { };
              }
            ];
          };
          volumeClaimTemplates = [
            (kix.pod.volumeClaim {
              name = "data";
              inherit scope storageClasses;
              inherit (cfg) storage;
            })
          ];
        };
      };

      # Gives the pod its stable name in DNS.
      headlessService = scope.mkResource {
        kind = "Service";
        name = scope.mkName "headless";
        spec = {
          clusterIP = "None";
          publishNotReadyAddresses = true;
          selector = resources.statefulSet.out.selector;
          ports = [
            {
              name = "postgres";
              port = 5432;
              targetPort = "postgres";
              protocol = "TCP";
            }
          ];
        };
      };

      service = scope.mkResource {
        kind = "Service";
        labels."app.kubernetes.io/component" = "primary";
        spec = {
          type = "ClusterIP";
          selector = resources.statefulSet.out.selector;
          ports = [
            {
              name = "postgres";
              port = 5432;
              targetPort = "postgres";
              protocol = "TCP";
            }
          ]
          ++ lib.optional config.monitoring.enabled {
            name = "metrics";
            port = 9187;
            targetPort = "metrics";
            protocol = "TCP";
          };
        };
      };
    }
    // kix.monitoring.resources {
      cluster = config;
      inherit scope;
      selector = scope.selectorLabels // {
        "app.kubernetes.io/component" = "primary";
      };
      port = "metrics";
    };

    out = {
      inherit (resources.service.out) name namespace fqdn;
      port = 5432;
      inherit (cfg.postgres)
        database
        user
        version
        extensions
        ;
      secret = {
        name = cfg.auth.secretName;
        key = cfg.auth.secretKey;
      };
    };

    external = [
      {
        kind = "Secret";
        name = cfg.auth.secretName;
        keys = [ cfg.auth.secretKey ];
      }
    ];

    assertions = kix.pod.assertions cfg;
  }
)
