# Prometheus without an operator: finds pods by the annotations that packages set
# when `monitoring.enabled` is on.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;
    clusterName = "${scope.namespace}-${scope.instanceName}";

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

    settings = {
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
    };

    # JSON is YAML that every parser reads the same way.
    files = {
      "prometheus.yaml" = builtins.toJSON settings;
      "rules.yaml" = builtins.toJSON { groups = cfg.ruleGroups; };
    };

    ready.httpGet = {
      path = "/-/ready";
      port = "http";
    };
    healthy.httpGet = {
      path = "/-/healthy";
      port = "http";
    };
  in
  {
    meta = {
      description = "Prometheus, metrics of the cluster's pods";
      homepage = "https://prometheus.io";
      version = "3.5.0";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options =
      kix.options.workload {
        image = {
          repository = "quay.io/prometheus/prometheus";
          tag = "v3.5.0";
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
      }
      // {
        retention = lib.mkOption {
          type = lib.types.strMatching "[0-9]+(h|d|w|y)";
          default = "15d";
          description = "How long samples are kept.";
        };
        storage = kix.options.storage "50Gi";
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

    resources = {
      serviceAccount = scope.mkResource {
        kind = "ServiceAccount";
        inherit (cfg.serviceAccount) annotations;
        automountServiceAccountToken = false;
      };

      clusterRole = scope.mkResource {
        kind = "ClusterRole";
        name = clusterName;
        rules = [
          {
            apiGroups = [ "" ];
            resources = [
              "nodes"
              "services"
              "endpoints"
              "pods"
            ];
            verbs = [
              "get"
              "list"
              "watch"
            ];
          }
          {
            nonResourceURLs = [ "/metrics" ];
            verbs = [ "get" ];
          }
        ];
      };

      clusterRoleBinding = scope.mkResource {
        kind = "ClusterRoleBinding";
        name = clusterName;
        roleRef = {
          apiGroup = "rbac.authorization.k8s.io";
          kind = "ClusterRole";
          name = resources.clusterRole.out.name;
        };
        subjects = [
          {
            kind = "ServiceAccount";
            name = resources.serviceAccount.out.name;
            inherit (scope) namespace;
          }
        ];
      };

      configMap = scope.mkResource {
        kind = "ConfigMap";
        data = files;
      };

      statefulSet = scope.mkResource {
        kind = "StatefulSet";
        spec = {
          replicas = 1;
          serviceName = resources.service.out.name;
          selector.matchLabels = scope.selectorLabels;
          template = kix.pod.template {
            inherit scope priorityClasses;
            config = cfg;
            checksum = files;
            serviceAccountName = resources.serviceAccount.out.name;
            automountServiceAccountToken = true;
            containers = [
              (kix.pod.container {
                config = cfg;
                name = "prometheus";
                args = [
                  "--config.file=/etc/prometheus/prometheus.yaml"
                  "--storage.tsdb.path=/prometheus"
                  "--storage.tsdb.retention.time=${cfg.retention}"
                ];
                ports = [
                  {
                    name = "http";
                    containerPort = 9090;
                    protocol = "TCP";
                  }
                ];
                startupProbe = kix.pod.probe cfg.probes.startup ready;
                livenessProbe = kix.pod.probe cfg.probes.liveness healthy;
                readinessProbe = kix.pod.probe cfg.probes.readiness ready;
                volumeMounts = [
                  {
                    name = "config";
                    mountPath = "/etc/prometheus";
                    readOnly = true;
                  }
                  {
                    name = "data";
                    mountPath = "/prometheus";
                  }
                ];
              })
            ];
            volumes = [
              {
                name = "config";
                configMap.name = resources.configMap.out.name;
              }
            ];
          };
          volumeClaimTemplates = [
            (kix.pod.volumeClaim {
              name = "data";
              inherit scope storageClasses;
              inherit (cfg) storage;
            })
          ];
        };
      };

      service = scope.mkResource {
        kind = "Service";
        spec = {
          type = "ClusterIP";
          selector = resources.statefulSet.out.selector;
          ports = [
            {
              name = "http";
              port = 9090;
              targetPort = "http";
              protocol = "TCP";
            }
          ];
        };
      };
    };

    out = {
      inherit (resources.service.out) name namespace fqdn;
      port = 9090;
      url = "http://${resources.service.out.fqdn}:9090";
    };

    assertions = kix.pod.assertions cfg;

    warnings = lib.optional (!config.monitoring.enabled) ''
      prometheus '${scope.instanceName}' runs, but monitoring.enabled is off: packages expose no metrics.'';
  }
)
