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

    exported = cfg.metrics.user != null;
    encrypted = cfg.tls.secretName != null;
    certificate = kix.parts.certificate {
      inherit (cfg) tls;
      path = "/tls";
    };
    scripts =
      cfg.mariadb.initScripts
      // lib.optionalAttrs exported {
        # The image reads it with the functions of its own script at hand.
        "00-exporter.sh" = ''
          password=$(printf %s "$EXPORTER_PASSWORD" | sed -e 's/\\/\\\\/g' -e "s/'/'''/g")
          docker_process_sql --database=mysql <<-SQL
          CREATE USER '${cfg.metrics.user}'@'127.0.0.1' IDENTIFIED BY '$password' WITH MAX_USER_CONNECTIONS 3;
          GRANT PROCESS, REPLICATION CLIENT, SELECT ON *.* TO '${cfg.metrics.user}'@'127.0.0.1';
          SQL
        '';
      };

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
      # Who must use it is each user's own: `ALTER USER … REQUIRE SSL`.
      tls = {
        inherit (kix.options.serverTLS) secretName;
        serverName = lib.mkOption {
          type = lib.types.nullOr lib.types.nonEmptyStr;
          default = null;
          example = "mariadb";
          description = ''
            Name by which the backup asks for the server, where the certificate does not name the Service as
            `INSTANCE.NAMESPACE.svc.cluster.local`: another of its names, such as `INSTANCE` or `INSTANCE.NAMESPACE.svc`. Clients of MariaDB hold the
            name that they asked for against the certificate.
          '';
        };
      };
      metrics = {
        image = lib.mkOption {
          type = lib.types.str;
          default = "quay.io/prometheus/mysqld-exporter:v0.19.0";
          description = "Image of the exporter that runs beside the server when monitoring is enabled.";
        };
        user = lib.mkOption {
          type = lib.types.nullOr (lib.types.strMatching "[A-Za-z0-9_]+");
          default = null;
          example = "exporter";
          description = ''
            User of the exporter, with `PROCESS, REPLICATION CLIENT, SELECT` on everything, and a password in the Secret under
            `exporter-password`; the init script makes it in a new database. Null: there are no metrics.
          '';
        };
      };
      backup = kix.backup.options;
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
        initScripts = lib.mkOption {
          type = lib.types.attrsOf lib.types.lines;
          default = { };
          example = lib.literalExpression ''{ "10-tables.sql" = "CREATE TABLE t (id INT);"; }'';
          description = "Files that are run once, in the order of their names, when the database is made: `.sql`, or `.sh`. No passwords.";
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
      EXPORTER_PASSWORD = if exported then kix.secretRef (secret "exporter-password") else null;
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
            // lib.optionalAttrs encrypted {
              ssl-cert = "/tls/tls.crt";
              ssl-key = "/tls/tls.key";
              ssl-ca = "/tls/ca.crt";
            }
            // cfg.mariadb.settings
          )
        );
    };
    data.path = "/var/lib/mysql";
    resources =
      lib.optionalAttrs (scripts != { }) {
        initScripts = scope.mkResource {
          kind = "ConfigMap";
          name = scope.mkName "init";
          data = scripts;
        };
      }
      // kix.backup.resources {
        inherit scope priorityClasses storageClasses;
        inherit (self) resources;
        config = cfg;
        suffix = ".sql.gz";
        # The last line of a dump that is whole says so.
        dump = ''
          mariadb-dump --host="$DATABASE_HOST" --user="$DATABASE_USER" ${
            lib.optionalString encrypted "--ssl-ca=/tls/ca.crt "
          }--single-transaction --no-tablespaces --routines --triggers --events "$DATABASE_NAME" | gzip > "$file"${
            lib.optionalString encrypted " || { echo \"If the name is what does not fit: the certificate in the Secret ${cfg.tls.secretName} must name $DATABASE_HOST, or the option tls.serverName a name that it has.\" >&2; exit 1; }"
          }
          gzip -dc "$file" | tail -n 1 | grep -q '^-- Dump completed'
        '';
        env = {
          DATABASE_HOST =
            if cfg.tls.serverName == null then self.resources.service.out.fqdn else cfg.tls.serverName;
          # Procedures and views that somebody else made are shown to nobody less.
          DATABASE_USER = "root";
          DATABASE_NAME = cfg.mariadb.database;
          MYSQL_PWD = kix.secretRef (secret "root-password");
        };
        inherit (certificate) volumes volumeMounts;
      };
    volumes =
      certificate.volumes
      ++ lib.optional (scripts != { }) {
        name = "init";
        configMap.name = self.resources.initScripts.out.name;
      };
    volumeMounts =
      certificate.volumeMounts
      ++ lib.optional (scripts != { }) {
        name = "init";
        mountPath = "/docker-entrypoint-initdb.d";
        readOnly = true;
      };
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
    metrics = {
      port = 9104;
      enabled = exported;
    };
    metricsSidecar = {
      inherit (cfg.metrics) image;
      args = [
        "--mysqld.address=127.0.0.1:3306"
        "--mysqld.username=${toString cfg.metrics.user}"
      ]
      ++ lib.optional encrypted "--tls.insecure-skip-verify";
      env.MYSQLD_EXPORTER_PASSWORD = kix.secretRef (secret "exporter-password");
    };
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
      (kix.parts.externalSecret cfg.auth.secretName (
        [
          "password"
          "root-password"
        ]
        ++ lib.optional exported "exporter-password"
      ))
    ]
    ++ certificate.external;

    assertions = kix.pod.assertions cfg.backup ++ [
      {
        assertion = cfg.tls.serverName == null || encrypted;
        message = "tls.serverName is set, but tls.secretName is not: without a certificate no name is looked at.";
      }
    ];
  }
)
