# Metrics of the nodes: processors, memory, file systems, network; one pod on each.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
    host = name: path: extra: {
      volume = {
        inherit name;
        hostPath = { inherit path; };
      };
      mount = {
        inherit name;
        mountPath = "/host/${name}";
        readOnly = true;
      }
      // extra;
    };
    mounts = [
      (host "proc" "/proc" { })
      (host "sys" "/sys" { })
      # What is mounted on the node later is seen, too.
      (host "root" "/" { mountPropagation = "HostToContainer"; })
    ];
    reason = "it reads the node's own /proc, /sys and file systems, and writes nothing";
  in
  {
    meta = {
      description = "node-exporter, metrics of the nodes";
      homepage = "https://github.com/prometheus/node_exporter";
      version = "1.12.1";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "quay.io/prometheus/node-exporter";
      tag = "v1.12.1";
    };
    requests = {
      cpu = "50m";
      memory = "32Mi";
    };
    limits.memory = "128Mi";
    securityContext.runAsUser = 65534;

    options = {
      hostNetwork = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the pods have the node's network: without it they count their own interfaces.";
      };
      port = kix.options.port "Port on each node, when `hostNetwork` is on." 9100;
      collectors = {
        enable = lib.mkOption {
          type = lib.types.listOf (lib.types.strMatching "[a-z0-9_]+");
          default = [ ];
          example = [ "systemd" ];
          description = "Collectors besides those that are on by default.";
        };
        disable = lib.mkOption {
          type = lib.types.listOf (lib.types.strMatching "[a-z0-9_]+");
          default = [ ];
          example = [ "wifi" ];
          description = "Collectors that are off.";
        };
      };
      ignoredMountPoints = lib.mkOption {
        type = lib.types.str;
        default = "^/(dev|proc|sys|run/k3s/containerd/.+|var/lib/docker/.+|var/lib/kubelet/pods/.+)($|/)";
        description = "File systems that are not reported, by where they are mounted.";
      };
      ignoredNetworkDevices = lib.mkOption {
        type = lib.types.str;
        default = "^(veth.*|[a-f0-9]{15})$";
        description = "Network devices that are not reported: those of pods.";
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Further command line flags.";
      };
    };

    kind = "DaemonSet";
    name = "node-exporter";
    component = "metrics";
    args = [
      "--path.procfs=/host/proc"
      "--path.sysfs=/host/sys"
      "--path.rootfs=/host/root"
      "--path.udev.data=/host/root/run/udev/data"
      "--web.listen-address=:${toString cfg.port}"
      "--collector.filesystem.mount-points-exclude=${cfg.ignoredMountPoints}"
      "--collector.netclass.ignored-devices=${cfg.ignoredNetworkDevices}"
      "--collector.netdev.device-exclude=${cfg.ignoredNetworkDevices}"
    ]
    ++ map (name: "--collector.${name}") cfg.collectors.enable
    ++ map (name: "--no-collector.${name}") cfg.collectors.disable
    ++ cfg.extraArgs;
    ports = [
      {
        name = "metrics";
        inherit (cfg) port;
      }
    ];
    metrics = {
      name = "metrics";
      inherit (cfg) port;
    };
    # Each pod speaks for its node: there is no address for all of them.
    service.clusterIP = "None";
    service.type = null;
    probe.httpGet = {
      path = "/";
      port = "metrics";
    };
    volumes = map (entry: entry.volume) mounts;
    volumeMounts = map (entry: entry.mount) mounts;
    pod = {
      inherit (cfg) hostNetwork;
      hostPID = true;
      # Every node, whatever it is kept for.
      tolerations = [
        {
          operator = "Exists";
          effect = "NoSchedule";
        }
      ]
      ++ cfg.scheduling.tolerations;
      annotations."cluster-autoscaler.kubernetes.io/safe-to-evict" = "true";
      priorityClassName =
        if cfg.scheduling.priorityClassName != null then
          cfg.scheduling.priorityClassName
        else
          "system-node-critical";
    };
    controller.updateStrategy.rollingUpdate.maxUnavailable = "10%";
    exceptions = {
      pod-baseline = reason;
      pod-restricted = reason;
    };
  }
)
