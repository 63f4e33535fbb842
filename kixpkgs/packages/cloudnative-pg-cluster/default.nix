# A PostgreSQL cluster of the operator CloudNativePG, which is installed apart. Its `out` is that of
# the package `postgres`: one can stand in for the other.
{
  scope,
  lib,
  kix,
  storageClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    name = self.resources.cluster.out.name;
    fqdn = suffix: "${name}-${suffix}.${scope.namespace}.svc.cluster.local";
  in
  {
    meta = {
      description = "A PostgreSQL cluster of the operator CloudNativePG";
      homepage = "https://cloudnative-pg.io";
      version = "17.6";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options = {
      replicas = kix.options.replicas 3;
      image = lib.mkOption {
        type = lib.types.nonEmptyStr;
        default = "ghcr.io/cloudnative-pg/postgresql:17.6";
        description = "Image of the servers.";
      };
      postgres = {
        version = lib.mkOption {
          type = lib.types.str;
          default = "17";
          description = "Major version of the image, for consumers to read.";
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
        imageName = cfg.image;
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
