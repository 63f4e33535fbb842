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
    inherit (self) resources;
    sentinel = cfg.sentinel.enabled;
    headless = scope.mkName "headless";

    # What the sentinels say; nothing when none answers yet.
    askSentinels = lib.concatStringsSep " " [
      "valkey-cli -h ${sentinelService} -p 26379 --raw"
      "SENTINEL get-master-addr-by-name ${cfg.sentinel.masterName}"
    ];
    sentinelService = scope.mkName "sentinel";
    domain = "${headless}.${scope.namespace}.svc.${cfg.clusterDomain}";
    firstPod = "${scope.instanceName}-0.${domain}";

    settings = lib.concatStrings (
      lib.mapAttrsToList (name: value: "${name} ${toString value}\n") (
        {
          dir = "/data";
          port = 6379;
          # Without a password, clients of other pods would be refused. Network policies guard the port.
          protected-mode = "no";
          appendonly = if cfg.persistence then "yes" else "no";
          save = if cfg.persistence then "3600 1 300 100" else ''""'';
        }
        // lib.optionalAttrs (cfg.maxMemory != null) { maxmemory = cfg.maxMemory; }
        // {
          maxmemory-policy = cfg.maxMemoryPolicy;
        }
        // cfg.settings
      )
    );

    # The server asks the sentinels who is primary; when there are none yet, the first pod is.
    startScript = ''
      #!/bin/sh
      set -eu
      set -- /etc/valkey/valkey.conf
    ''
    + lib.optionalString sentinel ''
      self="$(hostname).${domain}"
      primary="$(${askSentinels} 2>/dev/null | head -n 1 || true)"
      case "$primary" in
        *.${domain}) ;;
        *) primary="${firstPod}" ;;
      esac
      set -- "$@" --replica-announce-ip "$self"
      if [ "$primary" != "$self" ]; then
        set -- "$@" --replicaof "$primary" 6379
      fi
    ''
    + lib.optionalString cfg.auth.enabled ''
      set -- "$@" --requirepass "$VALKEY_PASSWORD" --primaryauth "$VALKEY_PASSWORD"
    ''
    + ''
      exec valkey-server "$@"
    '';

    # A sentinel rewrites its own configuration, so it gets a copy it may write to.
    sentinelScript = ''
      #!/bin/sh
      set -eu
      conf=/sentinel/sentinel.conf
      self="$(hostname).${domain}"
      primary="$(${askSentinels} 2>/dev/null | head -n 1 || true)"
      case "$primary" in
        *.${domain}) ;;
        *) primary="${firstPod}" ;;
      esac
      cat > "$conf" <<CONF
      port 26379
      dir /sentinel
      sentinel resolve-hostnames yes
      sentinel announce-hostnames yes
      sentinel announce-ip $self
      sentinel monitor ${cfg.sentinel.masterName} $primary 6379 ${toString cfg.sentinel.quorum}
      sentinel down-after-milliseconds ${cfg.sentinel.masterName} ${toString cfg.sentinel.downAfterMilliseconds}
      CONF
    ''
    + lib.optionalString cfg.auth.enabled ''
      echo "sentinel auth-pass ${cfg.sentinel.masterName} $VALKEY_PASSWORD" >> "$conf"
    ''
    + ''
      exec valkey-sentinel "$conf"
    '';

    files = {
      "valkey.conf" = settings;
      "start.sh" = startScript;
    }
    // lib.optionalAttrs sentinel { "sentinel.sh" = sentinelScript; };

    password = lib.optionalAttrs cfg.auth.enabled {
      VALKEY_PASSWORD = kix.secretRef {
        name = cfg.auth.secretName;
        key = cfg.auth.secretKey;
      };
    };

    # valkey-cli takes the password from its own variable, so it is on no command line.
    cliPassword = lib.optionalAttrs cfg.auth.enabled {
      REDISCLI_AUTH = password.VALKEY_PASSWORD;
    };

    ping = port: {
      exec.command = [
        "sh"
        "-c"
        "valkey-cli -p ${toString port} ping | grep -q PONG"
      ];
    };

    sentinelPort = {
      name = "sentinel";
      port = 26379;
    };
  in
  {
    meta = {
      description = "Valkey, an in-memory store, with sentinels for failover if wanted";
      homepage = "https://valkey.io";
      version = "8.1.3";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/valkey/valkey";
      tag = "8.1.3-alpine";
    };
    replicas = 1;
    requests = {
      cpu = "50m";
      memory = "64Mi";
    };
    limits.memory = "256Mi";
    securityContext = {
      runAsUser = 999;
      runAsGroup = 1000;
      fsGroup = 1000;
    };
    storage = "2Gi";
    networkPolicy = false;

    options = {
      replicas = lib.mkOption {
        type = lib.types.int;
        default = 1;
        check = v: v >= 0;
        description = "Number of servers. More than one needs sentinels.";
      };
      clusterDomain = lib.mkOption {
        type = lib.types.str;
        default = "cluster.local";
        description = "DNS domain of the cluster.";
      };
      persistence = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether data survives a restart. Turn it off for a pure cache.";
      };
      maxMemory = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[0-9]+(kb|mb|gb)");
        default = null;
        example = "200mb";
        description = "Memory for data; stay well below `resources.limits.memory`.";
      };
      maxMemoryPolicy = lib.mkOption {
        type = lib.types.enum [
          "noeviction"
          "allkeys-lru"
          "allkeys-lfu"
          "allkeys-random"
          "volatile-lru"
          "volatile-lfu"
          "volatile-random"
          "volatile-ttl"
        ];
        default = "noeviction";
        description = "What happens when the memory is full.";
      };
      settings = lib.mkOption {
        type = lib.types.attrsOf (lib.types.either lib.types.str lib.types.int);
        default = { };
        description = "Further settings of valkey.conf.";
      };
      auth = {
        enabled = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether clients need a password.";
        };
        secretName = lib.mkOption {
          type = lib.types.str;
          default = scope.mkName "credentials";
          defaultText = lib.literalExpression ''scope.mkName "credentials"'';
          description = "Secret with the password.";
        };
        secretKey = lib.mkOption {
          type = lib.types.str;
          default = "password";
          description = "Key of the password in the Secret.";
        };
      };
      sentinel = {
        enabled = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether sentinels watch the servers and choose a new primary.";
        };
        masterName = lib.mkOption {
          type = lib.types.strMatching "[A-Za-z0-9._-]+";
          default = "primary";
          description = "Name under which clients ask the sentinels for the primary.";
        };
        quorum = lib.mkOption {
          type = lib.types.ints.positive;
          default = 2;
          description = "Sentinels that must agree that the primary is gone.";
        };
        downAfterMilliseconds = lib.mkOption {
          type = lib.types.ints.positive;
          default = 10000;
          description = "Silence after which a sentinel thinks the primary is gone.";
        };
      };
      metrics.image = lib.mkOption {
        type = lib.types.str;
        default = "docker.io/oliver006/redis_exporter:v1.89.0";
        description = "Image of the exporter that runs beside the server when monitoring is enabled.";
      };
    };

    kind = "StatefulSet";
    name = "valkey";
    command = [
      "sh"
      "/etc/valkey/start.sh"
    ];
    env = password // cliPassword;
    files = {
      path = "/etc/valkey";
      data = files;
    };
    data = {
      path = "/data";
      persistent = cfg.persistence;
    };
    ports = [
      {
        name = "valkey";
        port = 6379;
      }
    ];
    metrics.port = 9121;
    metricsSidecar = {
      inherit (cfg.metrics) image;
      env = {
        REDIS_ADDR = "redis://127.0.0.1:6379";
      }
      // lib.optionalAttrs cfg.auth.enabled { REDIS_PASSWORD = password.VALKEY_PASSWORD; };
    };
    probe = ping 6379;
    # Replicas find the primary by themselves; nobody has to wait for the pod before.
    controller.podManagementPolicy = "Parallel";
    # Replicas and sentinels must see one another before they are ready.
    headlessService.publishNotReadyAddresses = true;

    sidecars = lib.optional sentinel (
      kix.pod.sidecar {
        config = cfg;
        name = "sentinel";
        image = kix.pod.image cfg.image;
        command = [
          "sh"
          "/etc/valkey/sentinel.sh"
        ];
        env = password // cliPassword;
        ports = kix.parts.containerPorts [ sentinelPort ];
        livenessProbe = kix.pod.probe cfg.probes.liveness (ping 26379);
        readinessProbe = kix.pod.probe cfg.probes.readiness (ping 26379);
        resources = {
          requests = {
            cpu = "10m";
            memory = "32Mi";
          };
          limits.memory = "64Mi";
        };
        volumeMounts = [
          {
            name = "config";
            mountPath = "/etc/valkey";
            readOnly = true;
          }
          {
            name = "sentinel";
            mountPath = "/sentinel";
          }
        ];
      }
    );
    volumes = lib.optional sentinel {
      name = "sentinel";
      emptyDir = { };
    };

    resources = lib.optionalAttrs sentinel {
      sentinelService = kix.parts.service {
        inherit scope;
        name = sentinelService;
        labels."app.kubernetes.io/component" = "sentinel";
        selector = resources.statefulSet.out.selector;
        ports = [ sentinelPort ];
      };
    };

    # Without sentinels there is no sentinelPort: who needs one learns so when compiling.
    out =
      lib.optionalAttrs sentinel {
        sentinelFqdn = resources.sentinelService.out.fqdn;
        sentinelPort = 26379;
        inherit (cfg.sentinel) masterName;
      }
      // lib.optionalAttrs cfg.auth.enabled {
        secret = {
          name = cfg.auth.secretName;
          key = cfg.auth.secretKey;
        };
      };

    external = lib.optional cfg.auth.enabled (
      kix.parts.externalSecret cfg.auth.secretName [ cfg.auth.secretKey ]
    );

    assertions = [
      {
        assertion = cfg.replicas <= 1 || sentinel;
        message = ''
          replicas is ${toString cfg.replicas}, but nothing would choose a new primary when the first one fails.
          Set sentinel.enabled = true, or replicas = 1.'';
      }
      {
        assertion = !sentinel || cfg.sentinel.quorum <= cfg.replicas;
        message = ''
          sentinel.quorum (${toString cfg.sentinel.quorum}) is above the number of replicas (${toString cfg.replicas}): the sentinels could never agree.'';
      }
    ];
  }
)
