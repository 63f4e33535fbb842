# Immich, a photo library. Its data is not its own: the volume is the instance `storage`
# (persistent-volume-claim), which the operator sees, sizes and backs up.
{
  scope,
  lib,
  kix,
  config,
  storage,
  immichPostgres,
  valkey,
  clusterIssuer ? null,
  ingressNginx ? null,
  traefik ? null,
  priorityClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
    cache = kix.parts.clientSecret {
      inherit scope;
      package = valkey;
      what = "the instance of Valkey";
    };
    inherit (self) resources;

    recommendedSize = "50Gi";

    databaseSecret =
      if cfg.database.secretName == null && immichPostgres.out.namespace == scope.namespace then
        immichPostgres.out.secret
      else
        {
          name = if cfg.database.secretName != null then cfg.database.secretName else scope.mkName "database";
          key = cfg.database.secretKey;
        };

    learningLabels = scope.selectorLabels // {
      "app.kubernetes.io/component" = "machine-learning";
    };

    learningMounts = lib.concatMap (name: cfg.containers.${name}.extraVolumeMounts or [ ]) [
      "*"
      "machine-learning"
    ];

    learningPing = {
      httpGet = {
        path = "/ping";
        port = "http";
      };
    };
  in
  {
    meta = {
      description = "Immich, photo and video library";
      homepage = "https://immich.app";
      version = "2.6.3";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "ghcr.io/immich-app/immich-server";
      tag = "v2.6.3";
    };
    requests = {
      cpu = "200m";
      memory = "256Mi";
    };
    limits.memory = "4Gi";
    securityContext = {
      runAsUser = 1000;
      fsGroup = 1000;
      # The server unpacks geodata and plugins beside the program.
      readOnlyRootFilesystem = false;
    };
    probes.startup = {
      failureThreshold = 60;
      periodSeconds = 5;
    };
    ingress = true;
    networkPolicy = false;

    options = {
      configuration = lib.mkOption {
        type = lib.types.attrs;
        default = { };
        example = lib.literalExpression "{ trash.days = 30; storageTemplate.enabled = true; }";
        description = ''
          Immich's configuration file (https://docs.immich.app/install/config-file), which then replaces the page of settings. No passwords.
        '';
      };
      database = {
        secretName = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = ''
            Secret with the database password. Null takes the database's own Secret in the same
            namespace, else `INSTANCE-database`.
          '';
        };
        inherit (kix.options) secretKey;
      };
      machineLearning = {
        enabled = lib.mkOption {
          type = lib.types.bool;
          default = true;
          description = "Whether faces and objects are recognised.";
        };
        image = lib.mkOption {
          type = kix.options.imageName;
          default = "ghcr.io/immich-app/immich-machine-learning:v2.6.3";
          description = "Image of the machine learning server; its version is Immich's.";
        };
        resources = kix.options.resources {
          requests = {
            cpu = "200m";
            memory = "512Mi";
          };
          limits.memory = "4Gi";
        };
      };
      ingress = {
        maxUploadSize = lib.mkOption {
          type = lib.types.str;
          default = "0";
          example = "10g";
          description = "Largest upload that ingress-nginx lets through; 0 means any.";
        };
      };
    };

    component = "server";
    name = "server";
    env = {
      DB_HOSTNAME = immichPostgres.out.fqdn;
      DB_PORT = immichPostgres.out.port;
      DB_DATABASE_NAME = immichPostgres.out.database;
      DB_USERNAME = immichPostgres.out.user;
      DB_PASSWORD = kix.secretRef databaseSecret;
      # A server that insists on TLS would turn it away. Immich's values are those of libpq; `require` asks for no certificate authority.
      DB_SSL_MODE = if immichPostgres.out.tlsRequired or false then "require" else null;
      REDIS_HOSTNAME = valkey.out.fqdn;
      REDIS_PORT = valkey.out.port;
      REDIS_PASSWORD = if cache.secret == null then null else kix.secretRef cache.secret;
      IMMICH_MEDIA_LOCATION = "/usr/src/app/upload";
      # Without it, the server would go on asking an address that nobody has.
      IMMICH_MACHINE_LEARNING_ENABLED = if cfg.machineLearning.enabled then null else "false";
      IMMICH_MACHINE_LEARNING_URL =
        if cfg.machineLearning.enabled then
          "http://${resources.learningService.out.fqdn}:3003"
        else
          null;
      IMMICH_CONFIG_FILE = if cfg.configuration == { } then null else "/config/immich-config.json";
      IMMICH_TELEMETRY_INCLUDE = if cfg.monitoring.enabled then "all" else null;
    };
    files = if cfg.configuration == { } then null else {
      path = "/config";
      data."immich-config.json" = builtins.toJSON cfg.configuration;
    };
    ports = [
      {
        name = "http";
        port = 2283;
        # Phones and browsers are told of changes over web sockets.
        appProtocol = "kubernetes.io/ws";
      }
    ];
    metrics = {
      port = 8081;
      # The process that works on what was uploaded.
      others = [
        {
          name = "jobs-metrics";
          port = 8082;
        }
      ];
    };
    probe.httpGet = {
      path = "/api/server/ping";
      port = "http";
    };
    # The volume can be mounted once.
    controller.strategy.type = "Recreate";
    volumes = [
      {
        name = "library";
        persistentVolumeClaim.claimName = storage.out.claimName;
      }
    ];
    volumeMounts = [
      {
        name = "library";
        mountPath = "/usr/src/app/upload";
      }
    ];
    ingressAnnotations."nginx.ingress.kubernetes.io/proxy-body-size" = cfg.ingress.maxUploadSize;

    resources = lib.optionalAttrs cfg.machineLearning.enabled {
      learningDeployment = scope.mkResource {
        kind = "Deployment";
        name = scope.mkName "machine-learning";
        labels."app.kubernetes.io/component" = "machine-learning";
        spec = {
          replicas = 1;
          selector.matchLabels = learningLabels;
          template = kix.pod.template {
            inherit scope priorityClasses;
            config = cfg // {
              # Those that `containers` mounts here.
              extraVolumes = lib.filter (
                volume: lib.any (mount: mount.name == volume.name) learningMounts
              ) cfg.extraVolumes;
              extraContainers = [ ];
              initContainers = [ ];
            };
            selector = learningLabels;
            serviceAccountName = resources.serviceAccount.out.name;
            containers = [
              (kix.pod.sidecar {
                config = cfg;
                name = "machine-learning";
                inherit (cfg.machineLearning) image;
                resources = kix.pod.resources cfg.machineLearning.resources;
                env = {
                  MACHINE_LEARNING_CACHE_FOLDER = "/cache";
                  TRANSFORMERS_CACHE = "/cache";
                  # Where downloads of models are put together: the home folder cannot be written to.
                  HF_XET_CACHE = "/cache/huggingface-xet";
                  MPLCONFIGDIR = "/tmp";
                };
                ports = [
                  {
                    name = "http";
                    containerPort = 3003;
                    protocol = "TCP";
                  }
                ];
                startupProbe = kix.pod.probe cfg.probes.startup learningPing;
                livenessProbe = kix.pod.probe cfg.probes.liveness learningPing;
                readinessProbe = kix.pod.probe cfg.probes.readiness learningPing;
                volumeMounts = [
                  {
                    name = "cache";
                    mountPath = "/cache";
                  }
                  {
                    name = "tmp";
                    mountPath = "/tmp";
                  }
                ];
              })
            ];
            volumes = [
              {
                # Models are fetched again after a restart; they are not worth a backup.
                name = "cache";
                emptyDir.sizeLimit = "10Gi";
              }
              {
                name = "tmp";
                emptyDir = { };
              }
            ];
          };
        };
      };

      learningService = kix.parts.service {
        inherit scope;
        name = scope.mkName "machine-learning";
        labels."app.kubernetes.io/component" = "machine-learning";
        selector = resources.learningDeployment.out.selector;
        ports = [
          {
            name = "http";
            port = 3003;
          }
        ];
      };
    };

    external = lib.optional (databaseSecret != immichPostgres.out.secret) (
      kix.parts.externalSecret databaseSecret.name [ databaseSecret.key ]
    );

    assertions = kix.pod.assertions cfg.machineLearning ++ [
      cache.assertion
      cache.plain
    ];

    warnings =
      lib.optional (kix.quantity.lessThan storage.out.size recommendedSize) ''
        immich '${scope.instanceName}' library storage is ${storage.out.size}
        — recommended minimum is ${recommendedSize} for photo libraries''
      ++ lib.optional (!(lib.elem "vchord" (immichPostgres.out.extensions or [ ]))) ''
        immich '${scope.instanceName}' needs the extension 'vchord', which its database '${immichPostgres.out.name}' does not name
        — use the package immich-postgres, or list it in postgres.extensions when the image has it'';
  }
)
