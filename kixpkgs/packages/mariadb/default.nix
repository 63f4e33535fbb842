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

    secret = key: {
      name = cfg.auth.secretName;
      inherit key;
    };
  in
  {
    product = "mariadb";
    meta = {
      description = "MariaDB, one server with a persistent volume";
      homepage = "https://mariadb.org";
      version = "11.8.8";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/library/mariadb";
      tag = "11.8.8";
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
    # Crash recovery of a large database takes its time.
    probes.startup = {
      failureThreshold = 60;
      periodSeconds = 5;
    };
    terminationGracePeriodSeconds = 120;
    networkPolicy = false;
    storage = "10Gi";

    options = {
      mariadb = {
        database = lib.mkOption {
          type = lib.types.strMatching "[A-Za-z0-9_]+";
          default = "app";
          description = "Database that is created at the first start.";
        };
        user = lib.mkOption {
          type = lib.types.strMatching "[A-Za-z0-9_]+";
          default = "app";
          check = v: v != "root";
          description = "User who may do everything in the database.";
        };
        settings = lib.mkOption {
          type = lib.types.attrsOf (lib.types.either lib.types.str lib.types.int);
          default = { };
          example = lib.literalExpression ''{ innodb_buffer_pool_size = "512M"; }'';
          description = "Settings of the server, as in the section `mariadbd` of my.cnf.";
        };
      };
      auth = {
        secretName = kix.options.secretName scope "credentials" "Secret with the passwords, under `password` and `root-password`.";
      };
    };

    kind = "StatefulSet";
    name = "mariadb";
    env = {
      MARIADB_DATABASE = cfg.mariadb.database;
      MARIADB_USER = cfg.mariadb.user;
      MARIADB_PASSWORD = kix.secretRef (secret "password");
      MARIADB_ROOT_PASSWORD = kix.secretRef (secret "root-password");
      MARIADB_AUTO_UPGRADE = "1";
    };
    files = {
      path = "/etc/mysql/conf.d";
      data."kix.cnf" =
        "[mariadbd]\n"
        + lib.concatStrings (
          lib.mapAttrsToList (name: value: "${name} = ${toString value}\n") (
            {
              character-set-server = "utf8mb4";
              skip-name-resolve = 1;
            }
            // cfg.mariadb.settings
          )
        );
    };
    data.path = "/var/lib/mysql";
    writable = [
      "/run/mysqld"
      "/tmp"
    ];
    ports = [
      {
        name = "mysql";
        port = 3306;
      }
    ];
    probe.exec.command = [
      "healthcheck.sh"
      "--connect"
      "--innodb_initialized"
    ];
    controller.persistentVolumeClaimRetentionPolicy = {
      whenDeleted = "Retain";
      whenScaled = "Retain";
    };

    out = {
      inherit (cfg.mariadb) database user;
      secret = secret "password";
    };

    external = [
      (kix.parts.externalSecret cfg.auth.secretName [
        "password"
        "root-password"
      ])
    ];
  }
)
