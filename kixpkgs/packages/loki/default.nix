# Loki in one program: one server with its volume, or several that share an S3 store.
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
    s3 = cfg.objectStorage;
    shared = s3.bucket != null;
    several = cfg.replicas > 1;
    store = if shared then "s3" else "filesystem";
    key = name: kix.secretRef {
      name = s3.secretName;
      key = name;
    };
  in
  {
    product = "loki";
    meta = {
      description = "Loki, logs on a volume or in an S3 store";
      homepage = "https://grafana.com/docs/loki";
      version = "3.7.8";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/grafana/loki";
      tag = "3.7.8";
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
    replicas = 1;
    networkPolicy = false;
    storage = "20Gi";

    options = {
      retention = lib.mkOption {
        type = lib.types.strMatching "[0-9]+h";
        default = "744h";
        description = "How long logs are kept, in hours.";
      };
      objectStorage = {
        bucket = lib.mkOption {
          type = lib.types.nullOr lib.types.nonEmptyStr;
          default = null;
          description = "Bucket of an S3 store in which logs are kept. Null keeps them on the volume of the one server.";
        };
        endpoint = lib.mkOption {
          type = lib.types.nullOr lib.types.nonEmptyStr;
          default = null;
          example = lib.literalExpression "seaweedfs.out.url";
          description = "Address of the store; one without `http://` or `https://` is by HTTPS. Null is AWS.";
        };
        region = lib.mkOption {
          type = lib.types.str;
          default = "us-east-1";
          description = "Region of the bucket.";
        };
        secretName = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = ''
            Secret with the keys, under `userKey` and `passwordKey`. Null: the account of the pods has the right to the bucket
            (`serviceAccount.annotations`).
          '';
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
      };
      tenants = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether clients name a tenant (`X-Scope-OrgID`), whose logs nobody else sees.";
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
    args = [
      "-config.file=/etc/loki/loki.yaml"
    ]
    # Keys of the store are in the environment.
    ++ lib.optional (shared && s3.secretName != null) "-config.expand-env=true"
    # The others are told this address, whatever else the pod has.
    ++ lib.optional several "-memberlist.advertise-addr=$(POD_IP)";
    env =
      lib.optionalAttrs several { POD_IP.fieldRef.fieldPath = "status.podIP"; }
      // lib.optionalAttrs (shared && s3.secretName != null) {
      S3_ACCESS_KEY = key s3.userKey;
      S3_SECRET_KEY = key s3.passwordKey;
    };
    files = {
      path = "/etc/loki";
      data."loki.yaml" = builtins.toJSON (
        lib.recursiveUpdate ({
          auth_enabled = cfg.tenants;
          server.http_listen_port = 3100;
          analytics.reporting_enabled = false;
          common = {
            path_prefix = "/loki";
            replication_factor = if several then lib.min 3 cfg.replicas else 1;
            ring.kvstore.store = if several then "memberlist" else "inmemory";
            storage =
              if shared then
                {
                  s3 = {
                    bucketnames = s3.bucket;
                    inherit (s3) region;
                  }
                  // lib.optionalAttrs (s3.endpoint != null) {
                    # Since 3.6 Loki takes no address without its scheme.
                    endpoint = if lib.hasInfix "://" s3.endpoint then s3.endpoint else "https://${s3.endpoint}";
                    insecure = lib.hasPrefix "http://" s3.endpoint;
                    # Buckets as names below the store's would need a certificate for each.
                    s3forcepathstyle = true;
                  }
                  // lib.optionalAttrs (s3.secretName != null) {
                    access_key_id = "\${S3_ACCESS_KEY}";
                    secret_access_key = "\${S3_SECRET_KEY}";
                  };
                }
              else
                {
                  filesystem = {
                    chunks_directory = "/loki/chunks";
                    rules_directory = "/loki/rules";
                  };
                };
          };
          schema_config.configs = [
            {
              from = "2024-04-01";
              store = "tsdb";
              object_store = store;
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
            delete_request_store = store;
          };
          limits_config.retention_period = cfg.retention;
        }
        // lib.optionalAttrs several {
          memberlist.join_members = [ "${scope.mkName "headless"}.${scope.namespace}.svc:7946" ];
        }) cfg.settings
      );
    };
    data.path = "/loki";
    writable = [ "/tmp" ];
    ports = [
      {
        name = "http";
        port = 3100;
      }
    ]
    ++ lib.optionals several [
      {
        name = "grpc";
        port = 9095;
      }
      {
        name = "gossip";
        port = 7946;
      }
    ];
    # Servers that start must find those that are not ready yet.
    headlessService = lib.optionalAttrs several { publishNotReadyAddresses = true; };
    controller = lib.optionalAttrs several { podManagementPolicy = "Parallel"; };
    external = lib.optional (shared && s3.secretName != null) (
      kix.parts.externalSecret s3.secretName [
        s3.userKey
        s3.passwordKey
      ]
    );
    assertions = [
      {
        assertion = !several || shared;
        message = ''
          replicas is ${toString cfg.replicas}, but each server would have logs of its own.
          Set objectStorage.bucket to a bucket that they share, or replicas = 1.'';
      }
      {
        assertion = cfg.replicas != 2;
        message = "replicas is 2: what is written must reach most of the copies, so that one server away stops all writing. Take 1 or 3.";
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
