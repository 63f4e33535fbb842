# RabbitMQ: one server, or several that find one another by their names and form a cluster.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
  ingressNginx ? null,
  traefik ? null,
  clusterIssuer ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
    clustered = cfg.replicas > 1;
    headless = scope.mkName "headless";
    # Of the time that a pod is given to end, what is left for draining and stopping.
    wait = lib.max 1 (cfg.terminationGracePeriodSeconds - 60);
    home = "/var/lib/rabbitmq";

    secret = key: {
      name = cfg.auth.secretName;
      inherit key;
    };

    plugins = [
      "rabbitmq_management"
      "rabbitmq_prometheus"
    ]
    ++ lib.optional clustered "rabbitmq_peer_discovery_k8s"
    ++ cfg.rabbitmq.plugins;

    settings = {
      "log.console" = true;
      "disk_free_limit.absolute" = "1GB";
      "default_vhost" = cfg.rabbitmq.vhost;
      # The first user may connect from elsewhere; there is no guest.
      "loopback_users" = "none";
      "cluster_name" = scope.instanceName;
    }
    # The server would count the node's memory, and be killed before it holds publishers back. What Erlang needs beside is left: a fifth, of
    # at most 2 GiB, as RabbitMQ's own operator does.
    // lib.optionalAttrs (cfg.resources.limits.memory != null) {
      "total_memory_available_override_value" =
        let
          limit = builtins.floor (kix.quantity.toMilli cfg.resources.limits.memory / 1000);
        in
        limit - lib.min (limit / 5) (2 * 1024 * 1024 * 1024);
    }
    // lib.optionalAttrs clustered {
      "cluster_formation.peer_discovery_backend" = "rabbit_peer_discovery_k8s";
      "cluster_formation.target_cluster_size_hint" = cfg.replicas;
      "cluster_partition_handling" = "pause_minority";
      # A queue outlives a node.
      "default_queue_type" = "quorum";
    }
    // lib.optionalAttrs encrypted {
      "listeners.ssl.default" = 5671;
      "ssl_options.cacertfile" = "/tls/ca.crt";
      "ssl_options.certfile" = "/tls/tls.crt";
      "ssl_options.keyfile" = "/tls/tls.key";
      # Clients sign in with a password, not with a certificate.
      "ssl_options.verify" = "verify_none";
      "ssl_options.fail_if_no_peer_cert" = false;
    }
    // lib.optionalAttrs (!plain) { "listeners.tcp" = "none"; }
    // cfg.rabbitmq.settings;

    encrypted = cfg.tls.secretName != null;
    plain = !(encrypted && cfg.tls.required);
    certificate = kix.parts.certificate {
      inherit (cfg) tls;
      path = "/tls";
    };
    # The most important first.
    clientPorts =
      lib.optional plain {
        name = "amqp";
        port = 5672;
      }
      ++ lib.optional encrypted {
        name = "amqps";
        port = 5671;
      };
    clientPort = builtins.head clientPorts;

    line =
      name: value:
      "${name} = ${if builtins.isBool value then lib.boolToString value else toString value}\n";
  in
  {
    product = "rabbitmq";
    meta = {
      description = "RabbitMQ, a message broker: one server or a cluster";
      homepage = "https://www.rabbitmq.com";
      version = "4.3.5";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/library/rabbitmq";
      tag = "4.3.5-management-alpine";
    };
    replicas = 1;
    requests = {
      cpu = "100m";
      memory = "256Mi";
    };
    limits.memory = "1Gi";
    securityContext = {
      runAsUser = 100;
      runAsGroup = 101;
      fsGroup = 101;
    };
    probes = {
      startup = {
        failureThreshold = 60;
        periodSeconds = 5;
      };
      # Each starts a virtual machine of Erlang's: not too often.
      liveness = {
        periodSeconds = 60;
        timeoutSeconds = 30;
      };
    };
    # Queues are synchronised, and files closed, before a node goes.
    terminationGracePeriodSeconds = 600;
    ingress = true;
    networkPolicy = false;
    storage = "8Gi";

    options = {
      rabbitmq = {
        user = lib.mkOption {
          type = lib.types.strMatching "[A-Za-z0-9_.-]+";
          default = "app";
          check = v: v != "guest";
          description = "User who may do everything; made at the first start.";
        };
        vhost = lib.mkOption {
          type = lib.types.nonEmptyStr;
          default = "/";
          description = "Virtual host that is made at the first start.";
        };
        plugins = lib.mkOption {
          type = lib.types.listOf (lib.types.strMatching "[a-z0-9_]+");
          default = [ ];
          example = [ "rabbitmq_stream" ];
          description = "Further plugins; management and metrics are always on.";
        };
        settings = lib.mkOption {
          type = lib.types.attrsOf (
            lib.types.oneOf [
              lib.types.str
              lib.types.int
              lib.types.bool
            ]
          );
          default = { };
          example = lib.literalExpression ''{ "vm_memory_high_watermark.relative" = "0.7"; }'';
          description = "Further settings of rabbitmq.conf; they win.";
        };
      };
      tls = kix.options.serverTLS;
      auth.secretName = kix.options.secretName scope "credentials" "Secret with the user's password, under `password`, and what the nodes know one another by, under `erlang-cookie`.";
    };

    kind = "StatefulSet";
    name = "rabbitmq";
    env = {
      RABBITMQ_DEFAULT_USER = cfg.rabbitmq.user;
      RABBITMQ_DEFAULT_PASS = kix.secretRef (secret "password");
      # Nodes are known by the names that the headless Service gives them, which stay the same.
      POD_NAME.fieldRef.fieldPath = "metadata.name";
      RABBITMQ_USE_LONGNAME = "true";
      RABBITMQ_NODENAME = "rabbit@$(POD_NAME).${headless}.${scope.namespace}.svc.cluster.local";
    };
    files = {
      path = "/etc/rabbitmq";
      data = {
        "rabbitmq.conf" = lib.concatStrings (lib.mapAttrsToList line settings);
        enabled_plugins = "[${lib.concatStringsSep "," (lib.unique plugins)}].\n";
      };
    };
    data.path = home;
    writable = [ "/tmp" ];

    # Erlang takes its cookie from a file that nobody else may read, which a mounted Secret is not.
    initContainers = [
      (kix.pod.sidecar {
        config = cfg;
        name = "cookie";
        image = kix.pod.image cfg.image;
        command = [
          "sh"
          "-c"
          "umask 077; cp /cookie/erlang-cookie ${home}/.erlang.cookie.new && mv -f ${home}/.erlang.cookie.new ${home}/.erlang.cookie && chmod 600 ${home}/.erlang.cookie"
        ];
        resources = {
          requests = {
            cpu = "10m";
            memory = "16Mi";
          };
          limits.memory = "32Mi";
        };
        volumeMounts = [
          {
            name = "cookie";
            mountPath = "/cookie";
            readOnly = true;
          }
          {
            name = "data";
            mountPath = home;
          }
        ];
      })
    ];
    inherit (certificate) volumeMounts;
    volumes = certificate.volumes ++ [
      {
        name = "cookie";
        secret = {
          secretName = cfg.auth.secretName;
          items = [
            {
              key = "erlang-cookie";
              path = "erlang-cookie";
            }
          ];
        };
      }
    ];

    ports = [
      {
        name = "http";
        port = 15672;
      }
    ]
    ++ clientPorts
    ++ [
      {
        name = "epmd";
        port = 4369;
      }
      {
        name = "cluster";
        port = 25672;
      }
    ];
    # Clients and people; the nodes talk through the headless Service.
    service.ports =
      clientPorts
      ++ [
        {
          name = "http";
          port = 15672;
        }
      ]
      ++ lib.optional cfg.monitoring.enabled {
      name = "metrics";
      port = 15692;
    };
    # Nodes that start must find those that are not ready yet.
    headlessService.publishNotReadyAddresses = true;
    metrics.port = 15692;
    startup.tcpSocket.port = clientPort.name;
    readiness.tcpSocket.port = clientPort.name;
    liveness.exec.command = [
      "rabbitmq-diagnostics"
      "-q"
      "ping"
    ];
    # A node that goes waits until no quorum queue would lose its majority without it, and hands over what it leads: a rolling update and the
    # draining of a node go by this, one pod after the other. It gives up in time to be stopped in order.
    container = lib.optionalAttrs clustered {
      lifecycle.preStop.exec.command = [
        "sh"
        "-c"
        "rabbitmq-upgrade await_online_quorum_plus_one -t ${toString wait} && rabbitmq-upgrade drain -t 30"
      ];
    };
    controller = {
      podManagementPolicy = "Parallel";
      persistentVolumeClaimRetentionPolicy = {
        whenDeleted = "Retain";
        whenScaled = "Retain";
      };
    };

    out = {
      inherit (clientPort) port;
      managementPort = 15672;
      inherit (cfg.rabbitmq) user vhost;
      secret = secret "password";
    }
    // lib.optionalAttrs encrypted {
      caSecret = {
        name = cfg.tls.secretName;
        key = "ca.crt";
      };
    };

    external = [
      (kix.parts.externalSecret cfg.auth.secretName [
        "password"
        "erlang-cookie"
      ])
    ]
    ++ certificate.external;

    warnings = lib.optional (cfg.replicas > 0 && lib.mod cfg.replicas 2 == 0) ''
      rabbitmq '${scope.instanceName}' has ${toString cfg.replicas} replicas, which survive no more failures than ${toString (cfg.replicas - 1)} would
      — take an odd number'';
  }
)
