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

    common = import ./common.nix {
      inherit scope lib kix;
      config = cfg;
      cli = "valkey-cli";
      variable = "VALKEY_PASSWORD";
    };

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
      # A line of the file is split at blanks; what stands in quotes is not, with these two characters marked.
      password="$(printf %s "$VALKEY_PASSWORD" | sed 's/[\\"]/\\&/g')"
      printf 'sentinel auth-pass %s "%s"\n' ${cfg.sentinel.masterName} "$password" >> "$conf"
    ''
    + ''
      exec valkey-sentinel "$conf"
    '';

    files = {
      "valkey.conf" = common.settings;
      "start.sh" = startScript;
    }
    // lib.optionalAttrs sentinel { "sentinel.sh" = sentinelScript; };

    sentinelPort = {
      name = "sentinel";
      port = 26379;
    };
  in
  {
    product = "valkey";
    meta = {
      description = "Valkey, an in-memory store, with sentinels for failover if wanted";
      homepage = "https://valkey.io";
      version = "9.1.1";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/valkey/valkey";
      tag = "9.1.1-alpine";
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

    options = common.options // {
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
    };

    kind = "StatefulSet";
    name = "valkey";
    command = [
      "sh"
      "/etc/valkey/start.sh"
    ];
    inherit (common) env;
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
    ]
    ++ common.ports;
    inherit (common) volumeMounts;
    metrics.port = 9121;
    metricsSidecar = common.exporter;
    probe = common.ping 6379;
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
        inherit (common) env;
        ports = kix.parts.containerPorts [ sentinelPort ];
        livenessProbe = kix.pod.probe cfg.probes.liveness (common.ping 26379);
        readinessProbe = kix.pod.probe cfg.probes.readiness (common.ping 26379);
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
    volumes =
      common.volumes
      ++ lib.optional sentinel {
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
      // common.out;

    inherit (common) external;

    assertions = [
      {
        assertion = cfg.replicas <= 1 || sentinel;
        message = ''
          replicas is ${toString cfg.replicas}, but nothing would choose a new primary when the first one fails.
          Set sentinel.enabled = true, or replicas = 1.'';
      }
      {
        assertion = !sentinel || cfg.tls.secretName == null || !cfg.tls.required;
        message = ''
          tls.required is on, but sentinels and replicas speak to one another without TLS.
          Set tls.required = false, and close the plain port with networkPolicy.enabled.'';
      }
      {
        assertion = !sentinel || cfg.sentinel.quorum <= cfg.replicas;
        message = ''
          sentinel.quorum (${toString cfg.sentinel.quorum}) is above the number of replicas (${toString cfg.replicas}): the sentinels could never agree.'';
      }
    ];
  }
)
