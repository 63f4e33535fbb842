# Prometheus and Alertmanager, run by the prometheus-operator: they find every ServiceMonitor, PodMonitor, Probe and rule of the cluster.
{
  scope,
  lib,
  kix,
  config,
  prometheusOperator,
  priorityClasses ? null,
  storageClasses ? null,
  ingressNginx ? null,
  traefik ? null,
  clusterIssuer ? null,
}@args:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;
    inherit (kix.parts) readRule rule;

    service = name: {
      inherit name;
      inherit (scope) namespace;
      fqdn = "${name}.${scope.namespace}.svc.cluster.local";
    };

    hasIngress = cfg.ingress.hosts != [ ];
    ingressArgs = {
      inherit
        scope
        clusterIssuer
        ;
      ingressController = kix.parts.ingressController args;
      inherit (cfg) ingress;
      # The operator makes the Service, the same for all of a namespace.
      service = service "prometheus-operated";
      port = "web";
    };
    tlsSecretName = kix.parts.tlsSecretName ingressArgs;

    account =
      if cfg.serviceAccount.create then
        resources.serviceAccount.out.name
      else
        cfg.serviceAccount.name;

    # The pods of a server, as the custom resource says it: the common options reach both. The operator gives its
    # containers a read-only root file system and takes their capabilities away.
    pods =
      {
        image,
        resources,
        storage,
        selector,
      }:
      let
        pod =
          (kix.pod.template {
            inherit scope priorityClasses selector;
            config = cfg;
            containers = [ ];
          }).spec;
      in
      {
        image = kix.pod.image image;
        imagePullPolicy = cfg.image.pullPolicy;
        resources = kix.pod.resources resources;
        podMetadata = {
          labels = cfg.podLabels;
          annotations = cfg.podAnnotations;
        };
        storage.volumeClaimTemplate.spec = {
          inherit (storage) accessModes;
          resources.requests.storage = storage.size;
          storageClassName = kix.pod.storageClassName storage storageClasses;
        };
        terminationGracePeriodSeconds = cfg.terminationGracePeriodSeconds;
      }
      // lib.filterAttrs (_: v: v != null) {
        imagePullSecrets = pod.imagePullSecrets or null;
        nodeSelector = pod.nodeSelector or null;
        tolerations = pod.tolerations or null;
        affinity = pod.affinity or null;
        priorityClassName = pod.priorityClassName or null;
        topologySpreadConstraints = pod.topologySpreadConstraints or null;
        schedulerName = pod.schedulerName or null;
        securityContext = pod.securityContext or null;
      };

    # The custom resources have no field for these.
    withoutUnknown =
      options:
      removeAttrs options [ "updateStrategy" ]
      // {
        scheduling = removeAttrs options.scheduling [ "runtimeClassName" ];
      };

    # What is changed of the containers that the operator makes: it merges those of the same name.
    changed =
      containers:
      lib.filter (container: container != { inherit (container) name; }) (
        map (kix.pod.overridden cfg.containers) containers
      );
    unlessEmpty = list: if list == [ ] then null else list;
    hasBudget =
      replicas:
      if cfg.podDisruptionBudget.enabled == null then replicas > 1 else cfg.podDisruptionBudget.enabled;

    # Everything in the cluster, or what bears the labels that the cluster's monitors are given.
    selector = {
      matchLabels = config.monitoring.labels;
    };

    receivers = [ { name = "default"; } ] ++ cfg.alertmanager.receivers;

    # A monitor of what Kubernetes itself serves, signed in as Prometheus's own account.
    systemMonitor =
      name: namespace: spec:
      scope.mkResource {
        apiVersion = "monitoring.coreos.com/v1";
        kind = "ServiceMonitor";
        name = scope.mkName name;
        inherit (config.monitoring) labels;
        annotations."ignore-rule.kix.dev/monitor-selector" =
          "the Service comes about in the cluster, not here";
        spec = {
          jobLabel = "app.kubernetes.io/name";
          namespaceSelector.matchNames = [ namespace ];
        }
        // spec;
      };
    # What the operator's pods bear, whose Services it makes too.
    serverLabels = {
      "app.kubernetes.io/name" = "prometheus";
      "operator.prometheus.io/name" = scope.instanceName;
    };
    alertmanagerLabels = {
      "app.kubernetes.io/name" = "alertmanager";
      "alertmanager" = scope.instanceName;
    };
    podMonitor =
      name: labels:
      scope.mkResource {
        apiVersion = "monitoring.coreos.com/v1";
        kind = "PodMonitor";
        inherit name;
        inherit (config.monitoring) labels;
        annotations."ignore-rule.kix.dev/monitor-selector" =
          "the pods come about in the cluster, not here";
        spec = {
          jobLabel = "app.kubernetes.io/name";
          namespaceSelector.matchNames = [ scope.namespace ];
          selector.matchLabels = labels;
          podMetricsEndpoints =
            map
              (port: {
                inherit port;
                inherit (config.monitoring) interval;
              })
              [
                "web"
                "reloader-web"
              ];
        };
      };
    signedIn = {
      scheme = "https";
      inherit (config.monitoring) interval;
      bearerTokenFile = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    };
    kubelet = lib.splitString "/" (
      if prometheusOperator.out.kubeletService == null then "/" else prometheusOperator.out.kubeletService
    );
  in
  {
    meta = {
      description = "Prometheus and Alertmanager of the prometheus-operator";
      homepage = "https://prometheus-operator.dev";
      version = "3.13.5";
      lifecycle = "stateful";
      scope = "cluster";
    };

    options =
      lib.recursiveUpdate
        (withoutUnknown (kix.options.workload {
          image = {
            repository = "quay.io/prometheus/prometheus";
            tag = "v3.13.5";
          };
          replicas = 2;
          ingress = true;
          requests = {
            cpu = "100m";
            memory = "256Mi";
          };
          limits.memory = "2Gi";
          securityContext = {
            runAsUser = 1000;
            fsGroup = 2000;
          };
          # The write-ahead log is flushed.
          terminationGracePeriodSeconds = 300;
        }))
        {
          storage = kix.options.storage "50Gi";
          retention = lib.mkOption {
            type = lib.types.strMatching "[0-9]+(h|d|w|y)";
            default = "15d";
            description = "How long samples are kept.";
          };
          settings = lib.mkOption {
            type = lib.types.attrs;
            default = { };
            example = lib.literalExpression ''{ enableFeatures = [ "exemplar-storage" ]; }'';
            description = "Further fields of the Prometheus's `spec`; they win.";
          };
          monitors = {
            kubelet = lib.mkOption {
              type = lib.types.bool;
              default = true;
              description = "Whether the kubelets are looked at: themselves, the containers of their nodes (cAdvisor), and probes.";
            };
            self = lib.mkOption {
              type = lib.types.bool;
              default = true;
              description = "Whether Prometheus and Alertmanager themselves are looked at, and what makes them read changed configuration.";
            };
            apiServer = lib.mkOption {
              type = lib.types.bool;
              default = true;
              description = "Whether the API server is looked at.";
            };
          };
          alertmanager = {
            enabled = lib.mkOption {
              type = lib.types.bool;
              default = true;
              description = "Whether alerts are routed by an Alertmanager of this instance.";
            };
            replicas = kix.options.replicas 3;
            image = {
              inherit
                (kix.options.image {
                  repository = "quay.io/prometheus/alertmanager";
                  tag = "v0.33.1";
                })
                repository
                tag
                digest
                ;
            };
            resources = kix.options.resources {
              requests = {
                cpu = "10m";
                memory = "64Mi";
              };
              limits.memory = "128Mi";
            };
            storage = kix.options.storage "1Gi";
            receivers = lib.mkOption {
              type = lib.types.listOf lib.types.attrs;
              default = [ ];
              example = lib.literalExpression ''
                [
                  {
                    name = "on-call";
                    webhookConfigs = [ { urlSecret = { name = "on-call"; key = "url"; }; } ];
                  }
                ]
              '';
              description = "Who is told, as in an AlertmanagerConfig's `spec.receivers`. Addresses and tokens come from Secrets.";
            };
            route = lib.mkOption {
              type = lib.types.attrs;
              default = {
                receiver = "default";
              };
              example = lib.literalExpression ''{ receiver = "on-call"; groupBy = [ "alertname" ]; }'';
              description = "Which alerts go where, as in an AlertmanagerConfig's `spec.route`. By default nobody is told.";
            };
          };
        };

    resources =
      lib.optionalAttrs cfg.serviceAccount.create {
        serviceAccount = kix.parts.serviceAccount {
          inherit scope;
          config = cfg;
        };
      }
      // kix.parts.rbac {
        inherit scope resources;
        serviceAccount = account;
        cluster = [
          (readRule "" [
            "nodes"
            "services"
            "pods"
          ])
          (readRule "discovery.k8s.io" [ "endpointslices" ])
          (readRule "networking.k8s.io" [ "ingresses" ])
          (rule "" [ "nodes/metrics" ] [ "get" ])
          {
            nonResourceURLs = [
              "/metrics"
              "/metrics/slis"
            ];
            verbs = [ "get" ];
          }
        ];
      }
      // {
        prometheus = scope.mkResource {
          apiVersion = "monitoring.coreos.com/v1";
          kind = "Prometheus";
          # The operator that makes the pods of it.
          annotations."kix.dev/operator" = "${prometheusOperator.out.namespace}/${prometheusOperator.out.name}";
          spec =
            pods {
              inherit (cfg) image resources storage;
              selector = serverLabels;
            }
            // {
              inherit (cfg) replicas retention;
              version = lib.removePrefix "v" cfg.image.tag;
              serviceAccountName = account;
              serviceDiscoveryRole = "EndpointSlice";
              scrapeInterval = config.monitoring.interval;
              evaluationInterval = config.monitoring.interval;
              externalLabels.cluster = scope.cluster;
              serviceMonitorSelector = selector;
              serviceMonitorNamespaceSelector = { };
              podMonitorSelector = { };
              podMonitorNamespaceSelector = { };
              probeSelector = { };
              probeNamespaceSelector = { };
              scrapeConfigSelector = { };
              scrapeConfigNamespaceSelector = { };
              ruleSelector = selector;
              ruleNamespaceSelector = { };
              containers = changed (
                [
                  (
                    {
                      name = "prometheus";
                    }
                    // lib.optionalAttrs (cfg.extraEnv != { }) { env = kix.pod.env cfg.extraEnv; }
                  )
                  { name = "config-reloader"; }
                ]
                ++ cfg.extraContainers
              );
              initContainers = changed ([ { name = "init-config-reloader"; } ] ++ cfg.initContainers);
              volumes = cfg.extraVolumes;
              volumeMounts = cfg.extraVolumeMounts;
            }
            // lib.optionalAttrs hasIngress { externalUrl = "https://${builtins.head cfg.ingress.hosts}"; }
            // lib.optionalAttrs cfg.alertmanager.enabled {
              alerting.alertmanagers = [
                {
                  inherit (scope) namespace;
                  name = "alertmanager-operated";
                  port = "web";
                  apiVersion = "v2";
                }
              ];
            }
            // cfg.settings;
        };
      }
      // lib.optionalAttrs (hasBudget cfg.replicas) {
        podDisruptionBudget = kix.parts.podDisruptionBudget {
          inherit scope;
          inherit (cfg.podDisruptionBudget) maxUnavailable;
          selector = serverLabels;
        };
      }
      // lib.optionalAttrs (cfg.monitors.kubelet && prometheusOperator.out.kubeletService != null) {
        kubeletMonitor = systemMonitor "kubelet" (builtins.head kubelet) {
          jobLabel = "app.kubernetes.io/name";
          selector.matchLabels."app.kubernetes.io/name" = "kubelet";
          endpoints =
            map
              (
                path:
                signedIn
                // {
                  port = "https-metrics";
                  inherit path;
                  honorLabels = true;
                  # Certificates of kubelets are signed by whoever set up the nodes.
                  tlsConfig.insecureSkipVerify = true;
                  relabelings = [
                    {
                      action = "replace";
                      sourceLabels = [ "__metrics_path__" ];
                      targetLabel = "metrics_path";
                    }
                  ];
                }
              )
              [
                "/metrics"
                "/metrics/cadvisor"
                "/metrics/probes"
              ];
        };
      }
      // lib.optionalAttrs cfg.monitors.apiServer {
        apiServerMonitor = systemMonitor "apiserver" "default" {
          jobLabel = "component";
          selector.matchLabels = {
            component = "apiserver";
            provider = "kubernetes";
          };
          endpoints = [
            (
              signedIn
              // {
                port = "https";
                tlsConfig = {
                  caFile = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";
                  serverName = "kubernetes";
                };
              }
            )
          ];
        };
      }
      // lib.optionalAttrs cfg.monitors.self {
        prometheusMonitor = podMonitor (scope.mkName "prometheus") serverLabels;
      }
      // lib.optionalAttrs (cfg.monitors.self && cfg.alertmanager.enabled) {
        alertmanagerMonitor = podMonitor (scope.mkName "alertmanager") alertmanagerLabels;
      }
      // lib.optionalAttrs hasIngress { ingress = kix.parts.ingress ingressArgs; }
      // lib.optionalAttrs cfg.alertmanager.enabled {
        alertmanagerConfig = scope.mkResource {
          apiVersion = "monitoring.coreos.com/v1alpha1";
          kind = "AlertmanagerConfig";
          spec = {
            inherit (cfg.alertmanager) route;
            inherit receivers;
          };
        };
        alertmanager = scope.mkResource {
          apiVersion = "monitoring.coreos.com/v1";
          kind = "Alertmanager";
          spec =
            pods {
              inherit (cfg.alertmanager) image resources storage;
              selector = alertmanagerLabels;
            }
            // {
              inherit (cfg.alertmanager) replicas;
              # It asks the API server for nothing.
              automountServiceAccountToken = false;
              version = lib.removePrefix "v" cfg.alertmanager.image.tag;
              alertmanagerConfiguration.name = resources.alertmanagerConfig.out.name;
              alertmanagerConfigSelector = { };
              alertmanagerConfigNamespaceSelector = { };
              containers = unlessEmpty (changed [
                { name = "alertmanager"; }
                { name = "config-reloader"; }
              ]);
              initContainers = unlessEmpty (changed [ { name = "init-config-reloader"; } ]);
            };
        };
      }
      // lib.optionalAttrs (cfg.alertmanager.enabled && hasBudget cfg.alertmanager.replicas) {
        alertmanagerPodDisruptionBudget = kix.parts.podDisruptionBudget {
          inherit scope;
          inherit (cfg.podDisruptionBudget) maxUnavailable;
          name = scope.mkName "alertmanager";
          selector = alertmanagerLabels;
        };
      };

    out = service "prometheus-operated" // {
      port = 9090;
      url = "http://prometheus-operated.${scope.namespace}.svc.cluster.local:9090";
      inherit (cfg.ingress) hosts;
      alertmanager = if cfg.alertmanager.enabled then service "alertmanager-operated" // { port = 9093; } else null;
      prometheus = resources.prometheus.out.name;
    };

    external = [
      {
        kind = "Service";
        name = "prometheus-operated";
      }
      {
        kind = "Service";
        name = "alertmanager-operated";
      }
    ]
    ++ lib.optional (hasIngress && tlsSecretName != null) (
      kix.parts.externalSecret tlsSecretName [
        "tls.crt"
        "tls.key"
      ]
    )
    ++ lib.optional (!cfg.serviceAccount.create && cfg.serviceAccount.name != null) {
      kind = "ServiceAccount";
      inherit (cfg.serviceAccount) name;
    };

    assertions =
      kix.pod.assertions cfg
      ++ kix.pod.assertions cfg.alertmanager
      ++ [
        {
          assertion = cfg.serviceAccount.create || cfg.serviceAccount.name != null;
          message = "serviceAccount.create is off: set serviceAccount.name to the account that the pods use.";
        }
        {
          assertion = lib.any (r: r.name or null == cfg.alertmanager.route.receiver or null) receivers;
          message = "alertmanager.route.receiver is '${toString (cfg.alertmanager.route.receiver or null)}', which is none of alertmanager.receivers.";
        }
      ];

    warnings = lib.optional (config.monitoring.enabled && config.monitoring.discovery != "operator") ''
      prometheus-stack '${scope.instanceName}' finds metrics by ServiceMonitors, but monitoring.discovery is "annotations"
      — set monitoring.discovery = "operator"'';
  }
)
