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
    given = fields: unlessEmpty (lib.filterAttrs (_: v: v != null) fields);
  in
  {
    meta = {
      description = "A PostgreSQL cluster of the operator CloudNativePG";
      homepage = "https://cloudnative-pg.io";
      version = "17.6";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options = kix.options.operated ", and of everything else that the operator makes" // {
      replicas = kix.options.replicas 3;
      image = kix.options.image {
        repository = "ghcr.io/cloudnative-pg/postgresql";
        # The project publishes an image of each major version under its number.
        tag = if cfg.postgres.version == "17" then "17.6" else cfg.postgres.version;
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

    resources.cluster = scope.mkResource {
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
        };
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
      };
    };

    # The operator makes these Services, and the Secret of the owner.
    out = {
      name = "${name}-rw";
      inherit (scope) namespace;
      fqdn = fqdn "rw";
      readFqdn = fqdn "ro";
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
    ];

    assertions = kix.pod.assertions cfg;
  }
)
