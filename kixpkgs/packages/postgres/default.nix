{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
}@args:
let
  tags = import ./versions.nix;
in
kix.workload args (
  self:
  let
    cfg = self.config;

    secret = {
      name = cfg.auth.secretName;
      key = cfg.auth.secretKey;
    };

    configuration = lib.concatStrings (
      lib.mapAttrsToList (name: value: "${name} = ${literal value}\n") (
        {
          listen_addresses = "*";
          password_encryption = "scram-sha-256";
        }
        // lib.optionalAttrs (cfg.postgres.preloadLibraries != [ ]) {
          shared_preload_libraries = lib.concatStringsSep "," cfg.postgres.preloadLibraries;
        }
        // lib.optionalAttrs encrypted {
          ssl = true;
          ssl_cert_file = "/tls/tls.crt";
          ssl_key_file = "/tls/tls.key";
          ssl_ca_file = "/tls/ca.crt";
        }
        // lib.optionalAttrs (encrypted && cfg.tls.required) { hba_file = "/etc/postgresql/pg_hba.conf"; }
        // cfg.postgres.parameters
      )
    );

    encrypted = cfg.tls.secretName != null;
    certificate = kix.parts.certificate {
      inherit (cfg) tls;
      path = "/tls";
    };

    # Who may come in when TLS is a must: the pod itself, and others by TLS.
    accessRules = ''
      local all all scram-sha-256
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      hostssl all all all scram-sha-256
      hostssl replication all all scram-sha-256
    '';

    # A value of postgresql.conf: text in single quotes, quotes doubled.
    literal =
      value:
      if builtins.isBool value then
        (if value then "on" else "off")
      else if builtins.isString value then
        "'${lib.replaceStrings [ "'" ] [ "''" ] value}'"
      else
        toString value;
  in
  {
    meta = {
      description = "PostgreSQL, one primary with a persistent volume";
      homepage = "https://www.postgresql.org";
      version = "17.11";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/library/postgres";
      # An unsupported version is the check's business, not this default's.
      tag = tags.${cfg.postgres.version} or cfg.postgres.version;
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
    storage = "10Gi";
    networkPolicy = false;

    options = {
      postgres = {
        version = lib.mkOption {
          type = lib.types.str;
          default = "17";
          check = kix.support.check {
            product = "postgresql";
            inherit config;
            versions = lib.attrNames tags;
          };
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
        initScripts = lib.mkOption {
          type = lib.types.attrsOf lib.types.lines;
          default = { };
          example = lib.literalExpression ''{ "10-extensions.sql" = "CREATE EXTENSION pg_trgm;"; }'';
          description = "Files that are run once, in the order of their names, when the database is made: `.sql`, or `.sh`. No passwords.";
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
        secretName = kix.options.secretName scope "credentials" "Secret with the password. kix never sees the password itself.";
        inherit (kix.options) secretKey;
      };
      tls = kix.options.serverTLS;
      backup = kix.backup.options;
      metrics.image = lib.mkOption {
        type = kix.options.imageName;
        default = "quay.io/prometheuscommunity/postgres-exporter:v0.20.1";
        description = "Image of the exporter that runs beside the server when monitoring is enabled.";
      };
    };

    kind = "StatefulSet";
    name = "postgres";
    # Said here, because images made from this one have entry points that write to the folder of the configuration (Immich's).
    command = [ "docker-entrypoint.sh" ];
    args = [
      "-c"
      "config_file=/etc/postgresql/postgresql.conf"
    ];
    env = {
      POSTGRES_DB = cfg.postgres.database;
      POSTGRES_USER = cfg.postgres.user;
      POSTGRES_PASSWORD = kix.secretRef secret;
      POSTGRES_INITDB_ARGS = "--data-checksums --auth-host=scram-sha-256";
      # A folder below the mount point: `lost+found` would stop initdb.
      PGDATA = "/var/lib/postgresql/data/pgdata";
    };
    files = {
      path = "/etc/postgresql";
      data = {
        "postgresql.conf" = configuration;
      }
      // lib.optionalAttrs (encrypted && cfg.tls.required) { "pg_hba.conf" = accessRules; };
    };
    resources =
      lib.optionalAttrs (cfg.postgres.initScripts != { }) {
        initScripts = scope.mkResource {
          kind = "ConfigMap";
          name = scope.mkName "init";
          data = cfg.postgres.initScripts;
        };
      }
      // kix.backup.resources {
        inherit scope priorityClasses storageClasses;
        inherit (self) resources;
        config = cfg;
        suffix = ".dump";
        # Read to its end.
        dump = ''
          pg_dump --format=custom --file="$file"
          pg_restore --file=/dev/null "$file"
        '';
        env = {
          PGHOST = self.resources.service.out.fqdn;
          PGPORT = "5432";
          PGDATABASE = cfg.postgres.database;
          PGUSER = cfg.postgres.user;
          PGPASSWORD = kix.secretRef secret;
          PGSSLMODE = if encrypted then "verify-ca" else null;
          PGSSLROOTCERT = if encrypted then "/tls/ca.crt" else null;
        };
        inherit (certificate) volumes volumeMounts;
      };
    volumes =
      certificate.volumes
      ++ lib.optional (cfg.postgres.initScripts != { }) {
        name = "init";
        configMap.name = self.resources.initScripts.out.name;
      };
    volumeMounts =
      certificate.volumeMounts
      ++ lib.optional (cfg.postgres.initScripts != { }) {
        name = "init";
        mountPath = "/docker-entrypoint-initdb.d";
        readOnly = true;
      };
    data.path = "/var/lib/postgresql/data";
    writable = [
      {
        name = "run";
        path = "/var/run/postgresql";
        medium = "Memory";
      }
      # What the workers of one query share: the 64 MiB that a container gets are too few for large joins.
      {
        name = "shm";
        path = "/dev/shm";
        medium = "Memory";
      }
      "/tmp"
    ];
    ports = [
      {
        name = "postgres";
        port = 5432;
      }
    ];
    metrics.port = 9187;
    # Over TCP, not the socket: during initialisation the server listens on the socket only.
    probe.exec.command = [
      "pg_isready"
      "--host=127.0.0.1"
      "--username=${cfg.postgres.user}"
      "--dbname=${cfg.postgres.database}"
    ];
    # SIGINT is PostgreSQL's "fast" shutdown.
    container.lifecycle.preStop.exec.command = [
      "pg_ctl"
      "stop"
      "--mode=fast"
      "--wait"
    ];
    metricsSidecar = {
      inherit (cfg.metrics) image;
      env = {
        DATA_SOURCE_URI = "127.0.0.1:5432/${cfg.postgres.database}?sslmode=disable";
        DATA_SOURCE_USER = cfg.postgres.user;
        DATA_SOURCE_PASS = kix.secretRef secret;
      };
    };
    controller.persistentVolumeClaimRetentionPolicy = {
      whenDeleted = "Retain";
      whenScaled = "Retain";
    };
    service.labels."app.kubernetes.io/component" = "primary";
    headlessService.publishNotReadyAddresses = true;

    out = {
      inherit (cfg.postgres)
        database
        user
        version
        extensions
        ;
      inherit secret;
      tlsRequired = encrypted && cfg.tls.required;
    };

    external = [ (kix.parts.externalSecret secret.name [ secret.key ]) ] ++ certificate.external;

    assertions = kix.pod.assertions cfg.backup;
  }
)
