# Grafana, with the injected Prometheus and Loki as data sources.
{
  scope,
  lib,
  kix,
  config,
  prometheus ? null,
  loki ? null,
  clusterIssuer ? null,
  ingressNginx ? null,
  traefik ? null,
  priorityClasses ? null,
  storageClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;

    external = cfg.database.type != "sqlite3";
    # In Grafana, a connection to MySQL is encrypted when one says so, and then the authority must be a file.
    mysqlModes = [
      "true"
      "skip-verify"
      "false"
    ];
    authority = cfg.database.caSecretName != null;
    password = name: key: kix.secretRef { inherit name key; };

    # A dashboard is a file, a text or a set.
    dashboardText =
      value:
      if builtins.isPath value then
        builtins.readFile value
      else if builtins.isString value then
        value
      else
        builtins.toJSON value;

    # "Nodes" and "my team/shop" are folders; a file's name has neither slash nor space.
    fileName = lib.replaceStrings [ "/" " " ] [ "-" "-" ];

    source = type: out: {
      name = type;
      inherit type;
      access = "proxy";
      url = "http://${out.fqdn}:${toString out.port}";
    };
  in
  {
    product = "grafana";
    meta = {
      description = "Grafana, dashboards for metrics and logs";
      homepage = "https://grafana.com/docs/grafana";
      version = "13.2.3";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/grafana/grafana";
      tag = "13.2.3";
    };
    requests = {
      cpu = "100m";
      memory = "128Mi";
    };
    limits.memory = "512Mi";
    securityContext = {
      runAsUser = 472;
      fsGroup = 472;
    };
    probes = {
      startup.failureThreshold = 30;
      liveness = {
        timeoutSeconds = 30;
        failureThreshold = 10;
      };
    };
    replicas = 1;
    ingress = true;
    networkPolicy = false;
    storage = "5Gi";

    options = {
      admin = {
        secretName = kix.options.secretName scope "admin" "Secret with the administrator's password.";
        inherit (kix.options) secretKey;
      };
      admin.user = lib.mkOption {
        type = lib.types.nonEmptyStr;
        default = "admin";
        description = "Name of the administrator.";
      };
      dashboards = lib.mkOption {
        type = lib.types.attrsOf (
          lib.types.attrsOf (
            lib.types.oneOf [
              lib.types.path
              lib.types.lines
              lib.types.attrs
            ]
          )
        );
        default = { };
        example = lib.literalExpression ''{ Nodes = { node-exporter = ./node-exporter.json; }; }'';
        description = ''
          Dashboards by folder and name: a file of JSON, its text, or a set. They cannot be changed in the browser. A folder is one ConfigMap,
          which holds 1 MiB.
        '';
      };
      alerting = lib.mkOption {
        type = lib.types.attrs;
        default = { };
        example = lib.literalExpression ''{ contactPoints = [ { name = "on-call"; receivers = [ ]; } ]; }'';
        description = "Rules, contact points and policies, as in Grafana's files of `provisioning/alerting`.";
      };
      plugins = lib.mkOption {
        type = lib.types.listOf lib.types.nonEmptyStr;
        default = [ ];
        example = [ "grafana-piechart-panel@2.0.1" ];
        description = "Plugins that each pod downloads when it starts, `NAME` or `NAME@VERSION`.";
      };
      database = {
        type = lib.mkOption {
          type = lib.types.enum [
            "sqlite3"
            "postgres"
            "mysql"
          ];
          default = "sqlite3";
          description = "Where users, dashboards and alerts are kept: a file on the volume, or a server, which more than one pod can share.";
        };
        host = lib.mkOption {
          type = lib.types.nullOr lib.types.nonEmptyStr;
          default = null;
          example = "postgres.data.svc.cluster.local:5432";
          description = "Address of the server.";
        };
        name = lib.mkOption {
          type = lib.types.nonEmptyStr;
          default = "grafana";
          description = "Name of the database.";
        };
        user = lib.mkOption {
          type = lib.types.nonEmptyStr;
          default = "grafana";
          description = "Who signs in there.";
        };
        sslMode = lib.mkOption {
          type = lib.types.str;
          default = if cfg.database.type == "mysql" then "true" else "require";
          defaultText = lib.literalMD "`require`; `true` for MySQL";
          description = ''
            How the connection is encrypted, in the words of the server's clients: `disable`, `require`, `verify-ca`, `verify-full`; for MySQL `false`,
            `skip-verify` and `true`.
          '';
        };
        caSecretName = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = "Secret with `ca.crt`: who signed the server's certificate. Null: it is not looked at, or nobody of one's own.";
        };
        secretName = kix.options.secretName scope "database" "Secret with the user's password.";
        inherit (kix.options) secretKey;
      };
      dataSources = lib.mkOption {
        type = lib.types.listOf lib.types.attrs;
        default = [ ];
        description = "Further data sources, as in Grafana's provisioning files.";
      };
      settings = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        example = lib.literalExpression ''{ GF_AUTH_ANONYMOUS_ENABLED = "true"; }'';
        description = "Settings, as `GF_SECTION_KEY` variables.";
      };
    };

    kind = "StatefulSet";
    # Not by the number of pods: a StatefulSet's Service is for ever.
    headless = external;
    headlessService = {
      # Pods find those that are not ready yet.
      publishNotReadyAddresses = true;
      ports = [
        {
          name = "gossip";
          port = 9094;
        }
      ];
    };
    name = "grafana";
    env = {
      GF_SECURITY_ADMIN_USER = cfg.admin.user;
      GF_PLUGINS_PREINSTALL_SYNC = if cfg.plugins == [ ] then null else lib.concatStringsSep "," cfg.plugins;
      GF_SECURITY_ADMIN_PASSWORD = kix.secretRef {
        name = cfg.admin.secretName;
        key = cfg.admin.secretKey;
      };
      GF_ANALYTICS_REPORTING_ENABLED = "false";
      GF_ANALYTICS_CHECK_FOR_UPDATES = "false";
      GF_SERVER_ROOT_URL =
        if cfg.ingress.hosts == [ ] then null else "https://${builtins.head cfg.ingress.hosts}${cfg.ingress.path}";
      # Ingresses hand the path on as it came.
      GF_SERVER_SERVE_FROM_SUB_PATH = if cfg.ingress.hosts == [ ] || cfg.ingress.path == "/" then null else "true";
    }
    // lib.optionalAttrs external {
      GF_DATABASE_TYPE = cfg.database.type;
      GF_DATABASE_HOST = cfg.database.host;
      GF_DATABASE_NAME = cfg.database.name;
      GF_DATABASE_USER = cfg.database.user;
      GF_DATABASE_SSL_MODE = cfg.database.sslMode;
      GF_DATABASE_PASSWORD = password cfg.database.secretName cfg.database.secretKey;
      GF_DATABASE_CA_CERT_PATH = if authority then "/etc/grafana/database/ca.crt" else null;
      # Of PostgreSQL it is the host; MySQL's name must be said.
      GF_DATABASE_SERVER_CERT_NAME =
        if authority && cfg.database.type == "mysql" && cfg.database.host != null then
          builtins.head (lib.splitString ":" cfg.database.host)
        else
          null;
    }
    // lib.optionalAttrs (cfg.replicas > 1) {
      # The pods tell one another which alerts they have sent.
      POD_IP.fieldRef.fieldPath = "status.podIP";
      GF_UNIFIED_ALERTING_HA_LISTEN_ADDRESS = "$(POD_IP):9094";
      GF_UNIFIED_ALERTING_HA_ADVERTISE_ADDRESS = "$(POD_IP):9094";
      GF_UNIFIED_ALERTING_HA_PEERS = "${scope.mkName "headless"}.${scope.namespace}:9094";
    }
    // cfg.settings;
    files = {
      path = "/etc/grafana/provisioning/datasources";
      data."kix.yaml" = builtins.toJSON {
        apiVersion = 1;
        datasources =
          lib.optional (prometheus != null) (source "prometheus" prometheus.out // { isDefault = true; })
          ++ lib.optional (loki != null) (source "loki" loki.out)
          ++ cfg.dataSources;
      };
    };
    data = {
      path = "/var/lib/grafana";
      # With a server for what must last, plugins are all there is.
      persistent = !external;
    };
    volumes =
      lib.optional (external && authority) {
        name = "database-authority";
        secret = {
          secretName = cfg.database.caSecretName;
          items = [
            {
              key = "ca.crt";
              path = "ca.crt";
            }
          ];
        };
      }
      ++ lib.optional (cfg.dashboards != { } || cfg.alerting != { }) {
        name = "provisioning";
        configMap.name = self.resources.provisioning.out.name;
      }
      ++ lib.mapAttrsToList (folder: _: {
        name = "dashboards-${lib.toLower (fileName folder)}";
        configMap.name = self.resources."dashboards-${folder}".out.name;
      }) cfg.dashboards;
    volumeMounts =
      lib.optional (external && authority) {
        name = "database-authority";
        mountPath = "/etc/grafana/database";
        readOnly = true;
      }
      ++ lib.optional (cfg.dashboards != { }) {
        name = "provisioning";
        mountPath = "/etc/grafana/provisioning/dashboards/kix.yaml";
        subPath = "dashboards.yaml";
        readOnly = true;
      }
      ++ lib.optional (cfg.alerting != { }) {
        name = "provisioning";
        mountPath = "/etc/grafana/provisioning/alerting/kix.yaml";
        subPath = "alerting.yaml";
        readOnly = true;
      }
      ++ lib.mapAttrsToList (folder: _: {
        name = "dashboards-${lib.toLower (fileName folder)}";
        mountPath = "/etc/grafana/dashboards/${fileName folder}";
        readOnly = true;
      }) cfg.dashboards;
    # What is mounted as a single file is not renewed in a pod that runs.
    pod.annotations = lib.optionalAttrs (cfg.dashboards != { } || cfg.alerting != { }) {
      "kix.dev/provisioning-checksum" = builtins.hashString "sha256" (
        builtins.toJSON self.resources.provisioning.manifest.data
      );
    };
    resources =
      lib.optionalAttrs (cfg.dashboards != { } || cfg.alerting != { }) {
        provisioning = scope.mkResource {
          kind = "ConfigMap";
          name = scope.mkName "provisioning";
          data =
            lib.optionalAttrs (cfg.dashboards != { }) {
              "dashboards.yaml" = builtins.toJSON {
                apiVersion = 1;
                providers = lib.mapAttrsToList (folder: _: {
                  name = folder;
                  inherit folder;
                  type = "file";
                  allowUiUpdates = false;
                  options.path = "/etc/grafana/dashboards/${fileName folder}";
                }) cfg.dashboards;
              };
            }
            // lib.optionalAttrs (cfg.alerting != { }) {
              "alerting.yaml" = builtins.toJSON ({ apiVersion = 1; } // cfg.alerting);
            };
        };
      }
      // lib.mapAttrs' (
        folder: dashboards:
        lib.nameValuePair "dashboards-${folder}" (
          scope.mkResource {
            kind = "ConfigMap";
            name = scope.mkName "dashboards-${lib.toLower (fileName folder)}";
            data = lib.mapAttrs' (
              name: value: lib.nameValuePair "${fileName name}.json" (dashboardText value)
            ) dashboards;
          }
        )
      ) cfg.dashboards;
    writable = [ "/tmp" ];
    ports = [
      {
        name = "http";
        port = 3000;
      }
    ]
    # Members of a gossip are called by TCP and by UDP.
    ++ lib.optionals external [
      {
        name = "gossip";
        port = 9094;
        service = false;
      }
      {
        name = "gossip-udp";
        port = 9094;
        protocol = "UDP";
        service = false;
      }
    ];
    metrics = {
      name = "http";
      port = 3000;
    };
    probe.httpGet = {
      path = "/api/health";
      port = "http";
    };

    external = [
      (kix.parts.externalSecret cfg.admin.secretName [ cfg.admin.secretKey ])
    ]
    ++ lib.optional external (
      kix.parts.externalSecret cfg.database.secretName [ cfg.database.secretKey ]
    )
    ++ lib.optional (external && authority) (
      kix.parts.externalSecret cfg.database.caSecretName [ "ca.crt" ]
    );

    assertions = [
      {
        assertion = cfg.replicas <= 1 || external;
        message = ''
          replicas is ${toString cfg.replicas}, but each pod would have users and dashboards of its own.
          Set database.type and database.host to a server that they share, or replicas = 1.'';
      }
      {
        assertion = !external || cfg.database.host != null;
        message = "database.type is '${cfg.database.type}', but database.host says no server.";
      }
      {
        assertion = cfg.database.type != "mysql" || lib.elem cfg.database.sslMode mysqlModes;
        message = ''
          database.sslMode is '${cfg.database.sslMode}', which Grafana takes for no encryption at all with MySQL.
          Set it to one of ${lib.concatStringsSep ", " mysqlModes}.'';
      }
      {
        assertion =
          cfg.database.type != "mysql" || cfg.database.sslMode == "false" || authority;
        message = ''
          database.type is 'mysql' with sslMode '${cfg.database.sslMode}', for which Grafana must have the server's authority in a file.
          Set database.caSecretName, or database.sslMode = "false" to send the password without encryption.'';
      }
    ];
  }
)
