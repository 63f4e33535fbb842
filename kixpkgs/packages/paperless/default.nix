# Paperless-ngx, an archive of documents. They lie on the instance `storage` (persistent-volume-claim),
# which the operator sees, sizes and backs up.
{
  scope,
  lib,
  kix,
  config,
  storage,
  postgres,
  valkey,
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

    databaseSecret =
      if postgres.out.namespace == scope.namespace then
        postgres.out.secret
      else
        {
          name = scope.mkName "database";
          key = "password";
        };

    # The queue's password; without letters that have a meaning in a URL.
    queue = kix.parts.clientSecret {
      inherit scope;
      package = cache;
      what = "the task queue";
    };
    cacheSecret = queue.secret;

    mount = folder: {
      name = "documents";
      mountPath = "/usr/src/paperless/${folder}";
      subPath = folder;
    };
  in
  {
    meta = {
      description = "Paperless-ngx, an archive of documents";
      homepage = "https://docs.paperless-ngx.com";
      version = "3.0.5";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "ghcr.io/paperless-ngx/paperless-ngx";
      tag = "3.0.5";
    };
    requests = {
      cpu = "100m";
      memory = "256Mi";
    };
    limits.memory = "2Gi";
    securityContext = {
      runAsUser = 1000;
      fsGroup = 1000;
      # The init system of the image copies itself below /run and writes beside the program.
      readOnlyRootFilesystem = false;
    };
    probes.startup = {
      failureThreshold = 60;
      periodSeconds = 5;
    };
    ingress = true;
    networkPolicy = false;

    options = {
      secretName = kix.options.secretName scope "secret" "Secret with the key that sessions are signed with, under `secret-key`.";
      timeZone = lib.mkOption {
        type = lib.types.str;
        default = "Etc/UTC";
        example = "Europe/Vienna";
        description = "Time zone of dates in documents.";
      };
      ocrLanguage = lib.mkOption {
        type = lib.types.strMatching "[a-z_]+([+][a-z_]+)*";
        default = "eng";
        example = "deu+eng";
        description = ''
          Languages of the documents, as Tesseract calls them. The image has deu, eng, fra, ita and spa; others can
          be had by an image of one's own, for a container that is not root installs nothing.
        '';
      };
    };

    name = "paperless";
    env = {
      PAPERLESS_REDIS = "redis://${
        lib.optionalString (cacheSecret != null) ":$(CACHE_PASSWORD)@"
      }${cache.out.fqdn}:${toString cache.out.port}";
      # Its name comes before that of the variable which it is put into.
      CACHE_PASSWORD = if cacheSecret == null then null else kix.secretRef cacheSecret;
      # As anybody but root, the init system cannot make /run its own: it must take the one of the pod.
      S6_YES_I_WANT_A_WORLD_WRITABLE_RUN_BECAUSE_KUBERNETES = "1";
      PAPERLESS_DBENGINE = "postgresql";
      PAPERLESS_DBHOST = postgres.out.fqdn;
      PAPERLESS_DBPORT = postgres.out.port;
      PAPERLESS_DBNAME = postgres.out.database;
      PAPERLESS_DBUSER = postgres.out.user;
      PAPERLESS_DBPASS = kix.secretRef databaseSecret;
      PAPERLESS_SECRET_KEY = kix.secretRef {
        name = cfg.secretName;
        key = "secret-key";
      };
      PAPERLESS_TIME_ZONE = cfg.timeZone;
      PAPERLESS_OCR_LANGUAGE = cfg.ocrLanguage;
      PAPERLESS_URL =
        if cfg.ingress.hosts == [ ] then null else "https://${builtins.head cfg.ingress.hosts}";
    };
    writable = [
      "/run"
      "/tmp"
    ];
    ports = [
      {
        name = "http";
        port = 8000;
      }
    ];
    probe.tcpSocket.port = "http";
    # The volume can be mounted once.
    controller.strategy.type = "Recreate";
    volumes = [
      {
        name = "documents";
        persistentVolumeClaim.claimName = storage.out.claimName;
      }
    ];
    volumeMounts = map mount [
      "data"
      "media"
      "consume"
      "export"
    ];

    external = [
      (kix.parts.externalSecret cfg.secretName [ "secret-key" ])
    ]
    ++ lib.optional (databaseSecret != postgres.out.secret) (
      kix.parts.externalSecret databaseSecret.name [ databaseSecret.key ]
    );

    assertions = [
      {
        assertion = cache != null;
        message = "paperless needs a task queue: add a valkey or redis instance.";
      }
      queue.assertion
      queue.plain
    ];
  }
)
