# The shop: one stack, stamped out three times.
{
  kix,
  lib,
  packages,
  ...
}:
let
  # What runs. `app` asks for a postgres and a cache by name; injection finds those of its
  # own environment, so prod never talks to stage's database.
  appStack =
    { env, ... }:
    {
      app = {
        package = packages.python-app;
        config = {
          image.repository = "ghcr.io/acme/webshop";
          image.tag = env.config.imageTag;
          replicas = env.config.replicas;
          command = [
            "gunicorn"
            "--bind=0.0.0.0:8000"
            "shop.wsgi"
          ];
          ingress.hosts = [ env.config.host ];
          cache.sentinel = env.config.cacheReplicas > 1;
          extraEnv.SMTP_PASSWORD = kix.secretRef {
            name = "webshop-smtp";
            key = "password";
          };
          # Pictures that customers send: the volume below, shared by all pods.
          extraVolumes = [
            {
              name = "uploads";
              persistentVolumeClaim.claimName = "uploads";
            }
          ];
          extraVolumeMounts = [
            {
              name = "uploads";
              mountPath = "/srv/uploads";
            }
          ];
        };
      };

      # Storage is data, not infrastructure: an instance of its own, which outlives the app.
      uploads = {
        package = packages.persistent-volume-claim;
        config = {
          size = env.config.uploads;
          accessModes = [ "ReadWriteMany" ];
          storageClassName = "shared-nfs";
        };
      };
    };

  dataStack =
    { env, ... }:
    {
      postgres = {
        package = packages.postgres;
        config = {
          postgres.version = "17";
          postgres.database = "webshop";
          postgres.user = "webshop";
          storage.size = env.config.pgStorage;
          resources.limits.memory = env.config.pgMemory;
        };
      };
      valkey = {
        package = packages.valkey;
        config = {
          replicas = env.config.cacheReplicas;
          sentinel.enabled = env.config.cacheReplicas > 1;
          maxMemory = "200mb";
          maxMemoryPolicy = "allkeys-lru";
        };
      };
    };

  stack = {
    app = appStack;
    data = dataStack;
  };

  environments =
    kix.mkEnv "prod" {
      config = {
        imageTag = "v26.12.4";
        host = "shop.example.com";
        replicas = 16;
        cacheReplicas = 3;
        pgStorage = "400Gi";
        pgMemory = "8Gi";
        uploads = "500Gi";
      };
    } stack
    // kix.mkEnv "stage" {
      config = {
        imageTag = "v26.12.5-rc1";
        host = "shop.stage.example.com";
        replicas = 4;
        cacheReplicas = 3;
        pgStorage = "100Gi";
        pgMemory = "2Gi";
        uploads = "50Gi";
      };
    } stack
    // kix.mkEnv "demo" {
      config = {
        imageTag = "v26.12.4";
        host = "shop.demo.example.com";
        replicas = 2;
        cacheReplicas = 1;
        pgStorage = "50Gi";
        pgMemory = "1Gi";
        uploads = "10Gi";
      };
    } stack;

  namespaces = lib.attrNames environments;
in
{
  instances = lib.mkMerge [
    environments
    {
      # Production alone: more memory than the platform's default, and as many pods as needed.
      prod-app.app.config = {
        resources.requests.cpu = "500m";
        resources.requests.memory = "512Mi";
        resources.limits.memory = "1Gi";
        autoscaling = {
          enabled = true;
          minReplicas = 16;
          maxReplicas = 48;
        };
      };
    }
  ];

  # Declared once; network policies, priority classes and namespaces follow from it.
  tenants.acme.namespaces = namespaces;
  priorities = {
    prod-app.value = 1000;
    prod-data.value = 1000;
    stage-app.value = 500;
    stage-data.value = 500;
  };

  # The mail server's password is put there by the team's secret store.
  external = map (namespace: {
    kind = "Secret";
    inherit namespace;
    name = "webshop-smtp";
    keys = [ "password" ];
  }) (lib.filter (lib.hasSuffix "-app") namespaces);
}
