# The custom resources of the prometheus-operator. What teams write (monitors, probes, rules) is described in full. What runs servers
# is described where people write by hand and open elsewhere; the defaults are those that the operator counts on.
{ scope, kix }:
let
  inherit (kix.schema)
    age
    boolean
    column
    enum
    integer
    intOrString
    keySelector
    labelSelector
    listOf
    mapOf
    matching
    object
    open
    openObject
    promDuration
    string
    ;
  strings = listOf string;
  opens = listOf open;
  size = matching "(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$";
  limit = integer // {
    format = "int64";
    minimum = 0;
  };
  withDefault = default: schema: schema // { inherit default; };

  # A Secret's or a ConfigMap's key.
  secretOrConfigMap = object {
    secret = keySelector;
    configMap = keySelector;
  };

  tlsVersion = enum [
    "TLS10"
    "TLS11"
    "TLS12"
    "TLS13"
  ];
  tlsSettings = {
    ca = secretOrConfigMap;
    cert = secretOrConfigMap;
    insecureSkipVerify = boolean;
    keySecret = keySelector;
    maxVersion = tlsVersion;
    minVersion = tlsVersion;
    serverName = string;
  };
  tls = object tlsSettings;
  # Only the endpoints of a ServiceMonitor may name files of the server that scrapes.
  tlsWithFiles = object (
    tlsSettings
    // {
      caFile = string;
      certFile = string;
      keyFile = string;
    }
  );

  proxy = {
    noProxy = string;
    proxyConnectHeader = mapOf (listOf keySelector);
    proxyFromEnvironment = boolean;
    proxyUrl = matching "^(http|https|socks5)://.+$";
  };

  # How a target is talked to.
  client = proxy // {
    authorization = object {
      credentials = keySelector;
      type = string;
    };
    basicAuth = object {
      password = keySelector;
      username = keySelector;
    };
    bearerTokenSecret = keySelector;
    enableHttp2 = boolean;
    followRedirects = boolean;
    oauth2 = object (
      {
        "clientId!" = secretOrConfigMap;
        "clientSecret!" = keySelector;
        "tokenUrl!" = matching "^(http|https)://.+$";
        endpointParams = mapOf string;
        scopes = strings;
        tlsConfig = tls;
      }
      // proxy
    );
    tlsConfig = tls;
  };

  actions = [
    "replace"
    "keep"
    "drop"
    "hashmod"
    "labelmap"
    "labeldrop"
    "labelkeep"
    "lowercase"
    "uppercase"
    "keepequal"
    "dropequal"
  ];
  relabelings = listOf (object {
    action = withDefault "replace" (
      enum (
        actions
        ++ [
          "Replace"
          "Keep"
          "Drop"
          "HashMod"
          "LabelMap"
          "LabelDrop"
          "LabelKeep"
          "Lowercase"
          "Uppercase"
          "KeepEqual"
          "DropEqual"
        ]
      )
    );
    modulus = limit;
    regex = string;
    replacement = string;
    separator = string;
    sourceLabels = strings;
    targetLabel = string;
  });

  scheme = enum [
    "http"
    "https"
    "HTTP"
    "HTTPS"
  ];

  # What every kind of target may say about its scrapes.
  scrapes = {
    convertClassicHistogramsToNHCB = boolean;
    fallbackScrapeProtocol = string;
    keepDroppedTargets = limit;
    labelLimit = limit;
    labelNameLengthLimit = limit;
    labelValueLengthLimit = limit;
    nativeHistogramBucketLimit = limit;
    nativeHistogramMinBucketFactor = intOrString;
    sampleLimit = limit;
    scrapeClass = string;
    scrapeClassicHistograms = boolean;
    scrapeNativeHistograms = boolean;
    scrapeProtocols = strings;
    targetLimit = limit;
  };

  monitor = scrapes // {
    "selector!" = labelSelector;
    attachMetadata = object { node = boolean; };
    bodySizeLimit = size;
    jobLabel = string;
    namespaceSelector = object {
      any = boolean;
      matchNames = strings;
    };
    podTargetLabels = strings;
    selectorMechanism = enum [
      "RelabelConfig"
      "RoleSelector"
    ];
  };

  endpoint = client // {
    filterRunning = boolean;
    honorLabels = boolean;
    honorTimestamps = boolean;
    interval = promDuration;
    metricRelabelings = relabelings;
    params = mapOf strings;
    path = string;
    port = string;
    inherit relabelings scheme;
    scrapeTimeout = promDuration;
    targetPort = intOrString;
    trackTimestampsStaleness = boolean;
  };

  # The pods of a server that the operator runs.
  pods = {
    affinity = open;
    automountServiceAccountToken = boolean;
    configMaps = strings;
    containers = opens;
    externalUrl = string;
    image = string;
    imagePullSecrets = listOf (object { name = string; });
    initContainers = opens;
    logFormat = enum [
      ""
      "logfmt"
      "json"
    ];
    logLevel = enum [
      ""
      "debug"
      "info"
      "warn"
      "error"
    ];
    nodeSelector = mapOf string;
    paused = boolean;
    podMetadata = object {
      annotations = mapOf string;
      labels = mapOf string;
      name = string;
    };
    portName = withDefault "web" string;
    priorityClassName = string;
    replicas = integer // {
      format = "int32";
    };
    resources = object {
      claims = opens;
      limits = mapOf intOrString;
      requests = mapOf intOrString;
    };
    routePrefix = string;
    secrets = strings;
    securityContext = open;
    serviceAccountName = string;
    serviceName = string;
    storage = open;
    terminationGracePeriodSeconds = limit;
    tolerations = opens;
    topologySpreadConstraints = opens;
    version = string;
    volumeMounts = opens;
    volumes = opens;
    web = open;
  };

  selected = names: builtins.listToAttrs (map (name: { inherit name; value = labelSelector; }) names);

  server =
    pods
    // {
      additionalScrapeConfigs = keySelector;
      enableFeatures = strings;
      externalLabels = mapOf string;
      remoteWrite = opens;
      scrapeInterval = withDefault "30s" promDuration;
      scrapeTimeout = promDuration;
      serviceDiscoveryRole = enum [
        "Endpoints"
        "EndpointSlice"
      ];
      shards = withDefault 1 (integer // { format = "int32"; });
      walCompression = boolean;
    }
    // selected [
      "podMonitorNamespaceSelector"
      "podMonitorSelector"
      "probeNamespaceSelector"
      "probeSelector"
      "scrapeConfigNamespaceSelector"
      "scrapeConfigSelector"
      "serviceMonitorNamespaceSelector"
      "serviceMonitorSelector"
    ];

  rules =
    selected [
      "ruleNamespaceSelector"
      "ruleSelector"
    ];

  serverColumns = [
    (column "Version" ".spec.version")
    {
      name = "Ready";
      type = "integer";
      jsonPath = ".status.availableReplicas";
    }
    (column "Reconciled" ".status.conditions[?(@.type == 'Reconciled')].status")
    (column "Available" ".status.conditions[?(@.type == 'Available')].status")
    age
  ];

  shardScale = {
    specReplicasPath = ".spec.shards";
    statusReplicasPath = ".status.shards";
    labelSelectorPath = ".status.selector";
  };

  definition =
    args:
    kix.parts.customResourceDefinition (
      {
        inherit scope;
        group = "monitoring.coreos.com";
        version = "v1";
        categories = [ "prometheus-operator" ];
        required = [ "spec" ];
      }
      // args
    );
in
{
  serviceMonitorDefinition = definition {
    kind = "ServiceMonitor";
    shortNames = [ "smon" ];
    spec = object (
      monitor
      // {
        "endpoints!" = listOf (
          object (
            endpoint
            // {
              bearerTokenFile = string;
              tlsConfig = tlsWithFiles;
            }
          )
        );
        serviceDiscoveryRole = enum [
          "Endpoints"
          "EndpointSlice"
        ];
        targetLabels = strings;
      }
    );
  };
  podMonitorDefinition = definition {
    kind = "PodMonitor";
    shortNames = [ "pmon" ];
    spec = object (
      monitor
      // {
        podMetricsEndpoints = listOf (
          object (
            endpoint
            // {
              portNumber = integer // {
                format = "int32";
                minimum = 1;
                maximum = 65535;
              };
            }
          )
        );
      }
    );
  };
  probeDefinition = definition {
    kind = "Probe";
    shortNames = [ "prb" ];
    spec = object (
      scrapes
      # How the prober is reached, a proxy included, is said below `prober`.
      // removeAttrs client (builtins.attrNames proxy)
      // {
        interval = promDuration;
        jobName = string;
        metricRelabelings = relabelings;
        module = string;
        params = listOf (object {
          "name!" = string;
          values = strings;
        });
        prober = object (
          proxy
          // {
            "url!" = string;
            path = withDefault "/probe" string;
            inherit scheme;
          }
        );
        scrapeTimeout = promDuration;
        targets = object {
          ingress = object {
            namespaceSelector = object {
              any = boolean;
              matchNames = strings;
            };
            relabelingConfigs = relabelings;
            selector = labelSelector;
          };
          staticConfig = object {
            labels = mapOf string;
            relabelingConfigs = relabelings;
            static = strings;
          };
        };
      }
    );
  };
  prometheusRuleDefinition = definition {
    kind = "PrometheusRule";
    shortNames = [ "promrule" ];
    spec = object {
      groups =
        listOf (object {
          "name!" = string // {
            minLength = 1;
          };
          interval = promDuration;
          labels = mapOf string;
          limit = integer;
          partial_response_strategy = matching "^(?i)(abort|warn)?$";
          query_offset = promDuration;
          rules = listOf (object {
            "expr!" = intOrString;
            alert = string;
            annotations = mapOf string;
            for = promDuration;
            keep_firing_for = promDuration;
            labels = mapOf string;
            record = string;
          });
        })
        // {
          x-kubernetes-list-type = "map";
          x-kubernetes-list-map-keys = [ "name" ];
        };
    };
  };
  prometheusDefinition = definition {
    kind = "Prometheus";
    plural = "prometheuses";
    shortNames = [ "prom" ];
    columns = serverColumns;
    scale = shardScale;
    spec = openObject (
      server
      // rules
      // {
        additionalAlertManagerConfigs = keySelector;
        additionalAlertRelabelConfigs = keySelector;
        alerting = object {
          "alertmanagers!" = listOf (openObject {
            "name!" = string;
            "port!" = intOrString;
            apiVersion = string;
            namespace = string;
            pathPrefix = string;
          });
        };
        evaluationInterval = withDefault "30s" promDuration;
        remoteRead = opens;
        retention = promDuration;
        retentionSize = size;
        thanos = openObject { blockSize = withDefault "2h" promDuration; };
      }
    );
  };
  prometheusAgentDefinition = definition {
    version = "v1alpha1";
    kind = "PrometheusAgent";
    shortNames = [ "promagent" ];
    columns = serverColumns;
    scale = shardScale;
    spec = openObject (
      server
      // {
        mode = enum [
          "StatefulSet"
          "DaemonSet"
        ];
      }
    );
  };
  alertmanagerDefinition = definition {
    kind = "Alertmanager";
    shortNames = [ "am" ];
    columns = serverColumns;
    scale = {
      specReplicasPath = ".spec.replicas";
      statusReplicasPath = ".status.replicas";
      labelSelectorPath = ".status.selector";
    };
    spec = openObject (
      pods
      // {
        alertmanagerConfiguration = open;
        configSecret = string;
        retention = withDefault "120h" string;
      }
      // selected [
        "alertmanagerConfigNamespaceSelector"
        "alertmanagerConfigSelector"
      ]
    );
  };
  alertmanagerConfigDefinition = definition {
    version = "v1alpha1";
    kind = "AlertmanagerConfig";
    shortNames = [ "amcfg" ];
    spec = object {
      inhibitRules = opens;
      muteTimeIntervals = opens;
      receivers = listOf (openObject { "name!" = string; });
      route = openObject { receiver = string; };
    };
  };
  thanosRulerDefinition = definition {
    kind = "ThanosRuler";
    shortNames = [ "ruler" ];
    columns = serverColumns;
    spec = openObject (
      removeAttrs pods [
        "automountServiceAccountToken"
        "configMaps"
        "externalUrl"
        "secrets"
      ]
      // rules
      // {
        alertmanagersUrl = strings;
        evaluationInterval = withDefault "15s" promDuration;
        labels = mapOf string;
        queryEndpoints = strings;
        retention = withDefault "24h" promDuration;
      }
    );
  };
  scrapeConfigDefinition = definition {
    version = "v1alpha1";
    kind = "ScrapeConfig";
    shortNames = [ "scfg" ];
    spec = openObject (
      scrapes
      // {
        bodySizeLimit = size;
        honorLabels = boolean;
        honorTimestamps = boolean;
        jobName = string;
        metricRelabelings = relabelings;
        metricsPath = string;
        params = mapOf strings;
        inherit relabelings scheme;
        scrapeInterval = promDuration;
        scrapeTimeout = promDuration;
        staticConfigs = listOf (object {
          labels = mapOf string;
          targets = strings;
        });
        tlsConfig = tls;
      }
    );
  };
}
