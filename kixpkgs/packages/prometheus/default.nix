# Prometheus without an operator: finds pods by the annotations that packages set
# when `monitoring.enabled` is on.
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
    inherit (self) resources;

    annotation = name: "__meta_kubernetes_pod_annotation_prometheus_io_${name}";

    podJob = {
      job_name = "pods";
      kubernetes_sd_configs = [ { role = "pod"; } ];
      relabel_configs = [
        {
          source_labels = [ (annotation "scrape") ];
          action = "keep";
          regex = "true";
        }
        {
          source_labels = [ "__meta_kubernetes_pod_phase" ];
          action = "drop";
          regex = "Pending|Succeeded|Failed|Completed";
        }
        # A pod is found once for each of its container ports; the annotation names the one.
        {
          source_labels = [ "__meta_kubernetes_pod_container_port_number" ];
          action = "keepequal";
          target_label = annotation "port";
        }
        {
          source_labels = [ (annotation "path") ];
          action = "replace";
          regex = "(.+)";
          target_label = "__metrics_path__";
        }
        {
          action = "labelmap";
          regex = "__meta_kubernetes_pod_label_app_kubernetes_io_(name|instance|component)";
        }
        {
          source_labels = [ "__meta_kubernetes_namespace" ];
          target_label = "namespace";
        }
        {
          source_labels = [ "__meta_kubernetes_pod_name" ];
          target_label = "pod";
        }
      ];
    };

    secured = cfg.ingress.hosts != [ ] && cfg.ingress.path == "/";

    settings = lib.recursiveUpdate ({
      global = {
        scrape_interval = config.monitoring.interval;
        evaluation_interval = config.monitoring.interval;
        external_labels.cluster = scope.cluster;
      };
      rule_files = [ "/etc/prometheus/rules.yaml" ];
      scrape_configs = [
        {
          job_name = "prometheus";
          static_configs = [ { targets = [ "localhost:9090" ]; } ];
        }
        podJob
      ]
      ++ cfg.extraScrapeConfigs;
    }
    // lib.optionalAttrs (cfg.remoteWrite != [ ]) { remote_write = cfg.remoteWrite; }
    // lib.optionalAttrs (cfg.alertmanagers != [ ]) {
      alerting.alertmanagers = [ { static_configs = [ { targets = cfg.alertmanagers; } ]; } ];
    }) cfg.settings;

    # JSON is YAML that every parser reads the same way.
    files = {
      "prometheus.yaml" = builtins.toJSON settings;
      "rules.yaml" = builtins.toJSON { groups = cfg.ruleGroups; };
    };

    ready.httpGet = {
      path = "/-/ready";
      port = "http";
    };
  in
  {
    product = "prometheus";
    meta = {
      description = "Prometheus, metrics of the cluster's pods";
      homepage = "https://prometheus.io";
      version = "3.13.5";
      lifecycle = "stateful";
      scope = "cluster";
    };

    image = {
      repository = "quay.io/prometheus/prometheus";
      tag = "v3.13.5";
    };
    requests = {
      cpu = "100m";
      memory = "256Mi";
    };
    limits.memory = "2Gi";
    securityContext = {
      runAsUser = 65534;
      fsGroup = 65534;
    };
    probes.startup = {
      # Replaying the write-ahead log can take minutes.
      failureThreshold = 60;
      periodSeconds = 15;
    };
    terminationGracePeriodSeconds = 300;
    ingress = true;
    networkPolicy = false;
    storage = "50Gi";

    options = {
      retention = lib.mkOption {
        type = lib.types.strMatching "[0-9]+(h|d|w|y)";
        default = "15d";
        description = "How long samples are kept.";
      };
      retentionSize = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[0-9]+(MB|GB|TB|MiB|GiB|TiB)?B?");
        default = null;
        example = "45GB";
        description = "How much room samples may take; the oldest go first. Keep a tenth of the volume free. Null: as much as there is.";
      };
      alertmanagers = lib.mkOption {
        type = lib.types.listOf lib.types.nonEmptyStr;
        default = [ ];
        example = [ "alertmanager.monitoring:9093" ];
        description = "Alertmanagers that are told of alerts, as HOST:PORT.";
      };
      remoteWrite = lib.mkOption {
        type = lib.types.listOf lib.types.attrs;
        default = [ ];
        example = lib.literalExpression ''[ { url = "https://metrics.example.com/api/v1/push"; } ]'';
        description = "Where samples are sent to besides, as in Prometheus's `remote_write`. Passwords come from files: `extraVolumes`.";
      };
      settings = lib.mkOption {
        type = lib.types.attrs;
        default = { };
        example = lib.literalExpression ''{ global.external_labels.region = "eu"; }'';
        description = "Further settings, as in Prometheus's configuration file; they win.";
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "--enable-feature=exemplar-storage" ];
        description = "Further command line flags.";
      };
      ruleGroups = lib.mkOption {
        type = lib.types.listOf lib.types.attrs;
        default = [ ];
        example = lib.literalExpression ''
          [ { name = "shop"; rules = [ { alert = "ShopDown"; expr = "up == 0"; for = "5m"; } ]; } ]
        '';
        description = "Groups of alerting and recording rules.";
      };
      extraScrapeConfigs = lib.mkOption {
        type = lib.types.listOf lib.types.attrs;
        default = [ ];
        description = "Further scrape configurations.";
      };
    };

    kind = "StatefulSet";
    name = "prometheus";
    args = [
      "--config.file=/etc/prometheus/prometheus.yaml"
      "--storage.tsdb.path=/prometheus"
      "--storage.tsdb.retention.time=${cfg.retention}"
    ]
    ++ lib.optional (cfg.retentionSize != null) "--storage.tsdb.retention.size=${cfg.retentionSize}"
    # What links in alerts start with.
    ++ lib.optional secured "--web.external-url=https://${builtins.head cfg.ingress.hosts}/"
    ++ cfg.extraArgs;
    files = {
      path = "/etc/prometheus";
      data = files;
    };
    data.path = "/prometheus";
    ports = [
      {
        name = "http";
        port = 9090;
      }
    ];
    startup = ready;
    readiness = ready;
    liveness.httpGet = {
      path = "/-/healthy";
      port = "http";
    };

    rbac.cluster = [
      (kix.parts.readRule "" [
        "nodes"
        "services"
        "endpoints"
        "pods"
      ])
      (kix.parts.readRule "discovery.k8s.io" [ "endpointslices" ])
      (kix.parts.readRule "networking.k8s.io" [ "ingresses" ])
      (kix.parts.rule "" [ "nodes/metrics" ] [ "get" ])
      {
        nonResourceURLs = [ "/metrics" ];
        verbs = [ "get" ];
      }
    ];

    # One pod: the Service's own name is enough.
    headless = false;

    out.url = "http://${resources.service.out.fqdn}:9090";

    warnings = lib.optional (!config.monitoring.enabled) ''
      prometheus '${scope.instanceName}' runs, but monitoring.enabled is off: packages expose no metrics.'';
  }
)
