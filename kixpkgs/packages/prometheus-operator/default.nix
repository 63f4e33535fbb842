# The prometheus-operator and its custom resources: Prometheus, Alertmanager, monitors, probes and rules.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}@args:
let
  version = "0.93.1";
in
kix.workload args (
  self:
  let
    cfg = self.config;
    inherit (kix.parts) rule readRule;
  in
  {
    meta = {
      description = "prometheus-operator, Prometheus and Alertmanager from custom resources";
      homepage = "https://prometheus-operator.dev";
      inherit version;
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "quay.io/prometheus-operator/prometheus-operator";
      tag = "v${version}";
    };
    requests = {
      cpu = "100m";
      memory = "100Mi";
    };
    limits.memory = "256Mi";
    securityContext.runAsUser = 65534;

    options = {
      installCRDs = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = ''
          Whether the custom resources are defined here. Turn it off where another tool owns them: removing a definition
          removes every object of its kind.
        '';
      };
      configReloaderImage = lib.mkOption {
        type = lib.types.nonEmptyStr;
        default = "quay.io/prometheus-operator/prometheus-config-reloader:v${version}";
        description = "Image of the container beside each server that makes it read changed configuration.";
      };
      kubeletService = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[a-z0-9-]+/[a-z0-9-]+");
        default = "kube-system/kubelet";
        example = null;
        description = "Service, as NAMESPACE/NAME, that the operator keeps for the kubelets of all nodes, so that monitors can select them. Null for none.";
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "--log-level=debug" ];
        description = "Further command line flags.";
      };
    };

    name = "prometheus-operator";
    args =
      lib.optionals (cfg.kubeletService != null) [
        "--kubelet-service=${cfg.kubeletService}"
        "--kubelet-endpoints=false"
        "--kubelet-endpointslice=true"
      ]
      ++ [
        "--prometheus-config-reloader=${cfg.configReloaderImage}"
        "--watch-referenced-objects-in-all-namespaces=true"
        "--disable-unmanaged-prometheus-configuration=true"
      ]
      ++ cfg.extraArgs;
    env.GOGC = "30";
    ports = [
      {
        name = "http";
        port = 8080;
      }
    ];
    metrics = {
      name = "http";
      port = 8080;
    };
    probe.httpGet = {
      path = "/healthz";
      port = "http";
    };

    rbac.exceptions = {
      rbac-escalation = "configuration is read from, and written to, Secrets of any namespace";
      rbac-wildcard = "its own kinds, and the StatefulSets, ConfigMaps and Secrets it makes of them";
    };
    rbac.cluster = [
      (rule "monitoring.coreos.com"
        (lib.concatMap
          (kind: [
            kind
            "${kind}/finalizers"
            "${kind}/status"
          ])
          [
            "alertmanagers"
            "prometheuses"
            "prometheusagents"
            "thanosrulers"
          ]
          ++ lib.concatMap
            (kind: [
              kind
              "${kind}/status"
            ])
            [
              "alertmanagerconfigs"
              "podmonitors"
              "probes"
              "prometheusrules"
              "scrapeconfigs"
              "servicemonitors"
            ]
        )
        [ "*" ]
      )
      (rule "apps" [ "statefulsets" ] [ "*" ])
      (rule "" [ "configmaps" "secrets" ] [ "*" ])
      (rule "" [ "pods" ] [
        "list"
        "delete"
      ])
      (rule "" [ "services" "services/finalizers" ] [
        "get"
        "create"
        "update"
        "delete"
      ])
      (rule "" [ "nodes" ] [
        "list"
        "watch"
      ])
      (readRule "" [ "namespaces" ])
      (rule "events.k8s.io" [ "events" ] [
        "patch"
        "create"
      ])
      (readRule "networking.k8s.io" [ "ingresses" ])
      (rule "storage.k8s.io" [ "storageclasses" ] [ "get" ])
      (rule "discovery.k8s.io" [ "endpointslices" ] [
        "get"
        "list"
        "create"
        "update"
        "delete"
      ])
    ];

    resources = lib.optionalAttrs cfg.installCRDs (import ./crds.nix { inherit scope kix; });

    out = { inherit (cfg) kubeletService; };
  }
)
