# A PostgreSQL cluster of the operator CloudNativePG, which is installed apart. Its `out` is that of
# the package `postgres`: one can stand in for the other.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    name = self.resources.cluster.out.name;
    fqdn = suffix: "${name}-${suffix}.${scope.namespace}.svc.cluster.local";

    # The class of the options, else the one that `priorities` gives to the namespace.
    priorityClassName =
      if cfg.scheduling.priorityClassName != null then
        cfg.scheduling.priorityClassName
      else if priorityClasses != null then
        priorityClasses.out.forNamespace scope.namespace
      else
        null;
    unlessEmpty = value: if value == { } || value == [ ] then null else value;
    inherit (cfg) backup;
    secretKey = key: {
      name = backup.secretName;
      inherit key;
    };
    plugin = "barman-cloud.cloudnative-pg.io";
    byPlugin = backup.destination != null && backup.method == "plugin";
    # The same for both ways.
    objectStore = {
      destinationPath = backup.destination;
      endpointURL = backup.endpoint;
      s3Credentials =
        if backup.secretName == null then
          { inheritFromIAMRole = true; }
        else
          {
            accessKeyId = secretKey backup.userKey;
            secretAccessKey = secretKey backup.passwordKey;
          };
      wal.compression = "gzip";
      data.compression = "gzip";
    };
    monitored = cfg.monitoring.enabled && config.monitoring.discovery == "operator";
    given = fields: unlessEmpty (lib.filterAttrs (_: v: v != null) fields);
  in
  {
    meta = {
      description = "A PostgreSQL cluster of the operator CloudNativePG";
      homepage = "https://cloudnative-pg.io";
      version = "17.11";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options =
      kix.options.operated ", and of everything else that the operator makes" // {
      storageWAL = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching kix.quantity.regex);
        default = null;
        example = "5Gi";
        description = "Size of a volume of its own for the write-ahead log. Null keeps it with the data.";
      };
      backup = {
        destination = lib.mkOption {
          type = lib.types.nullOr (lib.types.strMatching "s3://.+");
          default = null;
          example = "s3://backups/shop";
          description = "Where base backups and the write-ahead log are kept. Null: there are no backups.";
        };
        method = lib.mkOption {
          type = lib.types.enum [
            "plugin"
            "barmanObjectStore"
          ];
          default = "plugin";
          description = ''
            Who writes backups: the operator's Barman Cloud plugin, which is installed beside it, or the operator itself (`barmanObjectStore`), which
            CloudNativePG has deprecated since 1.26 and takes out in 1.31: from then on it passes the field over in silence.
          '';
        };
        endpoint = lib.mkOption {
          type = lib.types.nullOr lib.types.nonEmptyStr;
          default = null;
          example = lib.literalExpression "seaweedfs.out.url";
          description = "Address of the S3 store. Null is AWS.";
        };
        secretName = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = "Secret with the keys, under `userKey` and `passwordKey`. Null: the pods' account has the right to the bucket (IAM).";
        };
        userKey = lib.mkOption {
          type = lib.types.nonEmptyStr;
          default = "user";
          description = "Key of the Secret with the access key.";
        };
        passwordKey = lib.mkOption {
          type = lib.types.nonEmptyStr;
          default = "password";
          description = "Key of the Secret with the secret key.";
        };
        schedule = lib.mkOption {
          type = lib.types.strMatching "([^ ]+ ){5}[^ ]+";
          default = "0 0 3 * * *";
          description = "When base backups are made: six fields, the first one seconds.";
        };
        retention = lib.mkOption {
          type = lib.types.strMatching "[1-9][0-9]*[dwm]";
          default = "30d";
          description = "For how long one can go back: days, weeks or months.";
        };
      };
      pooler = {
        enabled = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether PgBouncer stands in front of the primary. `out.fqdn` then leads to it.";
        };
        replicas = kix.options.replicas 2;
        mode = lib.mkOption {
          type = lib.types.enum [
            "session"
            "transaction"
          ];
          default = "session";
          description = "When a client gives its connection back. `transaction` carries more clients, and leaves out what lives on a connection, such as LISTEN.";
        };
        parameters = lib.mkOption {
          type = lib.types.attrsOf lib.types.str;
          default = { };
          example = lib.literalExpression ''{ max_client_conn = "1000"; default_pool_size = "20"; }'';
          description = "Settings of PgBouncer.";
        };
      };
      superuser.secretName = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "Secret with `username` (`postgres`) and `password` of the superuser. Null: nobody signs in as one.";
      };
      initSQL = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "CREATE EXTENSION vector" ];
        description = "What is run in the new database once, by the superuser.";
      };
      monitoring = kix.options.monitoring config.monitoring.enabled;
      settings = lib.mkOption {
        type = lib.types.attrs;
        default = { };
        example = lib.literalExpression ''{ primaryUpdateMethod = "restart"; }'';
        description = "Further fields of the Cluster's `spec`; they win.";
      };

      replicas = kix.options.replicas 3;
      image = kix.options.image {
        repository = "ghcr.io/cloudnative-pg/postgresql";
        # The project publishes an image of each major version under its number.
        tag = if cfg.postgres.version == "17" then "17.11" else cfg.postgres.version;
        tagText = "the image of `postgres.version`";
      };
      postgres = {
        version = lib.mkOption {
          type = lib.types.str;
          default = "17";
          check = kix.support.check {
            product = "postgresql";
            inherit config;
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
          type = lib.types.attrsOf lib.types.str;
          default = { };
          example = lib.literalExpression ''{ max_connections = "200"; }'';
          description = "Settings of postgresql.conf.";
        };
      };
      storage = kix.options.storage "10Gi";
      resources = kix.options.resources {
        requests = {
          cpu = "100m";
          memory = "256Mi";
        };
        limits.memory = "1Gi";
      };
    };

    resources = {
      cluster = scope.mkResource {
        apiVersion = "postgresql.cnpg.io/v1";
        kind = "Cluster";
        spec = {
          instances = cfg.replicas;
          imageName = kix.pod.image cfg.image;
          imagePullPolicy = cfg.image.pullPolicy;
          imagePullSecrets = unlessEmpty (map (name: { inherit name; }) cfg.image.pullSecrets);
          storage = {
            inherit (cfg.storage) size;
            storageClass = kix.pod.storageClassName cfg.storage storageClasses;
          };
          postgresql.parameters = cfg.postgres.parameters;
          bootstrap.initdb = {
            inherit (cfg.postgres) database;
            owner = cfg.postgres.user;
            postInitApplicationSQL = unlessEmpty cfg.initSQL;
          };
          walStorage =
            if cfg.storageWAL == null then
              null
            else
              {
                size = cfg.storageWAL;
                storageClass = kix.pod.storageClassName cfg.storage storageClasses;
              };
          enableSuperuserAccess = if cfg.superuser.secretName == null then null else true;
          superuserSecret = given { name = cfg.superuser.secretName; };
          backup =
            if backup.destination == null || byPlugin then
              null
            else
              {
                retentionPolicy = backup.retention;
                # The primary has other things to do.
                target = "prefer-standby";
                barmanObjectStore = objectStore;
              };
          plugins =
            if byPlugin then
              [
                {
                  name = plugin;
                  isWALArchiver = true;
                  parameters.barmanObjectName = self.resources.objectStore.out.name;
                }
              ]
            else
              null;
          resources = kix.pod.resources cfg.resources;
          affinity = given {
            nodeSelector = unlessEmpty cfg.scheduling.nodeSelector;
            tolerations = unlessEmpty cfg.scheduling.tolerations;
            nodeAffinity = cfg.scheduling.affinity.nodeAffinity or null;
            additionalPodAffinity = cfg.scheduling.affinity.podAffinity or null;
            additionalPodAntiAffinity = cfg.scheduling.affinity.podAntiAffinity or null;
          };
          inherit priorityClassName;
          inheritedMetadata = given {
            labels = unlessEmpty cfg.podLabels;
            annotations = unlessEmpty cfg.podAnnotations;
          };
        }
        // cfg.settings;
      };
    }
    // lib.optionalAttrs (backup.destination != null) {
      scheduledBackup = scope.mkResource {
        apiVersion = "postgresql.cnpg.io/v1";
        kind = "ScheduledBackup";
        spec = {
          inherit (backup) schedule;
          # The first one now: until there is one, there is nothing to go back to.
          immediate = true;
          backupOwnerReference = "self";
          cluster = { inherit name; };
          method = if byPlugin then "plugin" else null;
          pluginConfiguration = if byPlugin then { name = plugin; } else null;
          # The primary has other things to do.
          target = if byPlugin then "prefer-standby" else null;
        };
      };
    }
    // lib.optionalAttrs byPlugin {
      objectStore = scope.mkResource {
        apiVersion = "barmancloud.cnpg.io/v1";
        kind = "ObjectStore";
        spec = {
          retentionPolicy = backup.retention;
          configuration = objectStore;
        };
      };
    }
    // lib.optionalAttrs cfg.pooler.enabled {
      pooler = scope.mkResource {
        apiVersion = "postgresql.cnpg.io/v1";
        kind = "Pooler";
        name = scope.mkName "pooler";
        spec = {
          cluster = { inherit name; };
          instances = cfg.pooler.replicas;
          type = "rw";
          pgbouncer = {
            poolMode = cfg.pooler.mode;
            parameters = unlessEmpty cfg.pooler.parameters;
          };
          # The rest of the pod is the operator's.
          template = {
            metadata = given {
              labels = unlessEmpty cfg.podLabels;
              annotations = unlessEmpty cfg.podAnnotations;
            };
            spec = {
              containers = [ ];
            }
            // lib.filterAttrs (_: v: v != null) {
              nodeSelector = unlessEmpty cfg.scheduling.nodeSelector;
              tolerations = unlessEmpty cfg.scheduling.tolerations;
              inherit priorityClassName;
              imagePullSecrets = unlessEmpty (map (name: { inherit name; }) cfg.image.pullSecrets);
            };
          };
        };
      };
    }
    // lib.optionalAttrs (monitored && cfg.pooler.enabled) {
      poolerMonitor = scope.mkResource {
        apiVersion = "monitoring.coreos.com/v1";
        kind = "PodMonitor";
        name = scope.mkName "pooler";
        inherit (config.monitoring) labels;
        spec = {
          selector.matchLabels."cnpg.io/poolerName" = self.resources.pooler.out.name;
          podMetricsEndpoints = [
            {
              port = "metrics";
              inherit (config.monitoring) interval;
            }
          ];
        };
      };
    }
    // lib.optionalAttrs monitored {
      podMonitor = scope.mkResource {
        apiVersion = "monitoring.coreos.com/v1";
        kind = "PodMonitor";
        inherit (config.monitoring) labels;
        spec = {
          selector.matchLabels = {
            "cnpg.io/cluster" = name;
            "cnpg.io/podRole" = "instance";
          };
          podMetricsEndpoints = [
            {
              port = "metrics";
              inherit (config.monitoring) interval;
            }
          ];
        };
      };
    };

    # The operator makes these Services, and the Secret of the owner.
    out = {
      name = if cfg.pooler.enabled then self.resources.pooler.out.name else "${name}-rw";
      inherit (scope) namespace;
      fqdn =
        if cfg.pooler.enabled then
          "${self.resources.pooler.out.name}.${scope.namespace}.svc.cluster.local"
        else
          fqdn "rw";
      # `ro` is the replicas alone: of one server there are none.
      readFqdn = fqdn (if cfg.replicas > 1 then "ro" else "r");
      port = 5432;
      inherit (cfg.postgres) database user version;
      extensions = [ ];
      secret = {
        name = "${name}-app";
        key = "password";
      };
    };

    external = [
      (kix.parts.externalDefinition "clusters.postgresql.cnpg.io")
      (kix.parts.externalSecret (scope.mkName "app") [
        "username"
        "password"
      ])
    ]
    ++ lib.optional (backup.destination != null) (
      kix.parts.externalDefinition "scheduledbackups.postgresql.cnpg.io"
    )
    ++ lib.optional byPlugin (kix.parts.externalDefinition "objectstores.barmancloud.cnpg.io")
    ++ lib.optional cfg.pooler.enabled (kix.parts.externalDefinition "poolers.postgresql.cnpg.io")
    ++ lib.optional (backup.destination != null && backup.secretName != null) (
      kix.parts.externalSecret backup.secretName [
        backup.userKey
        backup.passwordKey
      ]
    )
    ++ lib.optional (cfg.superuser.secretName != null) (
      kix.parts.externalSecret cfg.superuser.secretName [
        "username"
        "password"
      ]
    );

    assertions = kix.pod.assertions cfg;
  }
)
