/**
  A package that runs one program: the common options, the workload, and everything around it, from a
  description of what is particular about the program.

  # Type

  ```
  workload :: Arguments -> (Self -> Description) -> Package
  ```

  The arguments are the package's own (`{ scope, lib, kix, config, … }@args`): `scope`, `kix` and the
  cluster's `config` are needed; `priorityClasses`, `storageClasses`, `ingressNginx`, `traefik` and
  `clusterIssuer` are used when the package asked for them.

  # Description

  | field | meaning |
  |---|---|
  | `meta` | as in `kix.mkPackage` |
  | `product` | the product of `kix.support` that the image is: its tag is held against the dates there |
  | `image`, `requests`, `limits`, `securityContext`, `probes`, `terminationGracePeriodSeconds`, `replicas`, `autoscaling`, `ingress`, `networkPolicy` | defaults of the common options, as in `kix.options.workload` |
  | `storage` | default size of the option group `storage`: the volume of each pod |
  | `options` | the package's own options; they win over common ones of the same name |
  | `kind` | `Deployment` (default), `StatefulSet` or `DaemonSet` |
  | `name` | name of the main container |
  | `command`, `args`, `env`, `container` | the main container; `container` holds any other field |
  | `ports` | `[ { name; port; servicePort?; protocol?; service?; } ]`, the most important first |
  | `metrics` | `{ name?; port; path?; enabled?; others?; }`: served, and found, when the cluster monitors; `others`, `[ { name; port; path?; } ]`, by ServiceMonitor only: an annotation names one port |
  | `probe`, `liveness`, `readiness`, `startup` | what the probes ask; `probe` for those not given |
  | `files` | `{ path; data; }`: a ConfigMap, its mount, and a restart when it changes |
  | `writable` | folders that stay writable: `"/tmp"` or `{ name?; path; sizeLimit?; medium?; }` |
  | `data` | `{ path; name?; persistent?; }`: where the volume of `storage` is mounted; an empty folder when not persistent |
  | `volumes`, `volumeMounts`, `sidecars`, `initContainers` | as in a Pod |
  | `pod` | further arguments of `kix.pod.template` |
  | `controller` | further fields of the workload's spec |
  | `exceptions` | reasons by the name of a validation rule that the workload breaks and must |
  | `component` | value of the label `app.kubernetes.io/component`, to tell several workloads of an instance apart |
  | `rbac` | `{ cluster?; namespace?; }`: lists of rules; with any, the pods get the account's token; `exceptions`: reasons by validation rule |
  | `service` | null for none, or further arguments of `kix.parts.service` |
  | `headless` | whether there is a headless Service; default: for a StatefulSet |
  | `headlessService` | further arguments of `kix.parts.headlessService` |
  | `metricsSidecar` | `{ image; env?; args?; … }`: a container that serves the metrics in place of the main one |
  | `hosts` | host names of the Ingress; default `config.ingress.hosts` |
  | `ingressAnnotations` | annotations of the Ingress |
  | `resources`, `out`, `external`, `assertions`, `warnings` | added to what follows from the rest |

  The resources are called `serviceAccount`, `configMap`, `deployment` (`statefulSet`, `daemonSet`), `service`,
  `headlessService`, `clusterRole`, `clusterRoleBinding`, `role`, `roleBinding`, `ingress`,
  `horizontalPodAutoscaler`, `podDisruptionBudget`, `networkPolicy` and `serviceMonitor`.
*/
{
  lib,
  options,
  pod,
  monitoring,
  parts,
}:
let
  # What `kix.options.workload` takes.
  commonOptions = [
    "image"
    "requests"
    "limits"
    "securityContext"
    "probes"
    "terminationGracePeriodSeconds"
    "replicas"
    "autoscaling"
    "ingress"
    "networkPolicy"
  ];

  strategyNames = {
    Deployment = "strategy";
    StatefulSet = "updateStrategy";
    DaemonSet = "updateStrategy";
  };

  controllerNames = {
    Deployment = "deployment";
    StatefulSet = "statefulSet";
    DaemonSet = "daemonSet";
  };

  # Joins trees of options; an option replaces whatever was there.
  joinOptions = lib.recursiveUpdateUntil (
    _path: left: right:
    left._type or null == "option" || right._type or null == "option"
  );

  # "/var/cache/nginx" → "var-cache-nginx"
  nameOfPath = path: lib.replaceStrings [ "/" "." "_" ] [ "-" "-" "-" ] (lib.removePrefix "/" path);

  folder =
    value:
    if builtins.isString value then
      folder { path = value; }
    else
      {
        name = value.name or (nameOfPath value.path);
        inherit (value) path;
        emptyDir = removeAttrs value [
          "name"
          "path"
        ];
      };
in
args: describe:
let
  inherit (args) scope kix;
  priorityClasses = args.priorityClasses or null;
  storageClasses = args.storageClasses or null;
  ingressController = parts.ingressController args;
  clusterIssuer = args.clusterIssuer or null;
in
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;
    # The cluster's config; whether this instance is monitored is its own to say.
    cluster = args.config // {
      monitoring = args.config.monitoring // {
        enabled = cfg.monitoring.enabled or args.config.monitoring.enabled;
      };
    };
    what = describe self;

    kind = what.kind or "Deployment";
    controllerName = controllerNames.${kind};
    controller = resources.${controllerName};

    componentLabels = lib.optionalAttrs (what ? component) {
      "app.kubernetes.io/component" = what.component;
    };
    selector = scope.selectorLabels // componentLabels;

    # Metrics: a port of their own, which is open only while somebody looks.
    metrics = what.metrics or null;
    monitored = metrics != null && cluster.monitoring.enabled && metrics.enabled or true;
    metricsName = metrics.name or "metrics";
    otherMetrics = lib.optionals (monitored && cluster.monitoring.discovery == "operator") (
      metrics.others or [ ]
    );
    basePorts = what.ports or [ ];
    ports =
      basePorts
      ++ lib.optional (monitored && !(lib.any (p: p.name == metricsName) basePorts)) {
        name = metricsName;
        inherit (metrics) port;
      }
      ++ lib.optionals monitored (map (port: { inherit (port) name port; }) otherMetrics);
    mainPort = builtins.head ports;

    # An exporter beside the program serves the metrics, if there is one.
    exporter = what.metricsSidecar or null;
    hasExporter = monitored && exporter != null;
    exporterContainer = pod.sidecar (
      {
        config = cfg;
        name = metricsName;
        ports = parts.containerPorts (lib.filter (p: p.name == metricsName) ports);
        resources = {
          requests = {
            cpu = "10m";
            memory = "32Mi";
          };
          limits.memory = "64Mi";
        };
      }
      // exporter
    );

    # Where two Services stand before the same pods, the ServiceMonitor wants one of them.
    serviceLabels =
      what.service.labels or (
        if headless && !(what ? component) then
          { "app.kubernetes.io/component" = "server"; }
        else
          componentLabels
      );

    rbac = what.rbac or { };
    usesApi = (rbac.cluster or [ ]) ++ (rbac.namespace or [ ]) != [ ];

    serviceAccountName =
      if cfg.serviceAccount.create then resources.serviceAccount.out.name else cfg.serviceAccount.name;

    files = what.files or null;
    folders = map folder (what.writable or [ ]);
    data = what.data or null;
    dataName = data.name or "data";
    persistent = data != null && (data.persistent or true);

    hasService = what.service or { } != null && ports != [ ];
    headless = what.headless or (kind == "StatefulSet");

    scales = what.autoscaling or null != null && cfg.autoscaling.enabled;
    several = kind != "DaemonSet" && (scales || what.replicas or null != null && cfg.replicas > 1);
    hasBudget =
      if cfg.podDisruptionBudget.enabled or null == null then several else cfg.podDisruptionBudget.enabled;

    hasIngress = what.ingress or false && hosts != [ ];
    hosts = what.hosts or cfg.ingress.hosts;
    ingressArgs = {
      inherit
        scope
        ingressController
        clusterIssuer
        hosts
        ;
      inherit (cfg) ingress;
      service = resources.service.out;
      port = mainPort.name;
      annotations = what.ingressAnnotations or { };
    };
    tlsSecretName = parts.tlsSecretName ingressArgs;

    supported =
      if what ? product then
        kix.support.findings {
          config = cluster;
          inherit (what) product;
          version = cfg.image.tag;
          subject = "the instance '${scope.instanceName}' (namespace '${scope.namespace}')";
          remedy = "Set another image.tag";
        }
      else
        {
          assertions = [ ];
          warnings = [ ];
        };

    probeOf =
      name:
      let
        question = what.${name} or what.probe or null;
      in
      if question == null then null else pod.probe cfg.probes.${name} question;

    template = pod.template (
      {
        inherit scope priorityClasses selector;
        config = cfg;
        annotations =
          lib.optionalAttrs (metrics != null && metrics.enabled or true) (
            monitoring.annotations (
              {
                inherit cluster;
                inherit (metrics) port;
              }
              // lib.optionalAttrs (metrics ? path) { inherit (metrics) path; }
            )
          )
          // (what.pod.annotations or { });
        checksum = if files == null then null else files.data;
        inherit serviceAccountName;
        automountServiceAccountToken = usesApi;
        initContainers = what.initContainers or [ ];
        containers = [
          (pod.container (
            {
              config = cfg;
              name = what.name or "app";
              command = what.command or [ ];
              args = what.args or [ ];
              env = what.env or { };
              ports = parts.containerPorts (if hasExporter then basePorts else ports);
              startupProbe = probeOf "startup";
              livenessProbe = probeOf "liveness";
              readinessProbe = probeOf "readiness";
              volumeMounts =
                lib.optional (files != null) {
                  name = "config";
                  mountPath = files.path;
                  readOnly = true;
                }
                ++ lib.optional (data != null) {
                  name = dataName;
                  mountPath = data.path;
                }
                ++ map (f: {
                  inherit (f) name;
                  mountPath = f.path;
                }) folders
                ++ what.volumeMounts or [ ];
            }
            // what.container or { }
          ))
        ]
        ++ what.sidecars or [ ]
        ++ lib.optional hasExporter exporterContainer;
        volumes =
          lib.optional (files != null) {
            name = "config";
            configMap.name = resources.configMap.out.name;
          }
          ++ lib.optional (data != null && !persistent) {
            name = dataName;
            emptyDir = { };
          }
          ++ map (f: { inherit (f) name emptyDir; }) folders
          ++ what.volumes or [ ];
      }
      // removeAttrs (what.pod or { }) [ "annotations" ]
    );

    controllerSpec =
      lib.optionalAttrs (kind != "DaemonSet") {
        replicas =
          if scales then
            null
          else if what.replicas or null != null then
            cfg.replicas
          else
            1;
      }
      // {
        selector.matchLabels = selector;
        inherit template;
      }
      // lib.optionalAttrs (kind == "StatefulSet") {
        serviceName = if headless then resources.headlessService.out.name else resources.service.out.name;
        volumeClaimTemplates =
          if persistent then
            [
              (pod.volumeClaim {
                name = dataName;
                inherit scope storageClasses;
                inherit (cfg) storage;
              })
            ]
          else
            null;
      }
      // what.controller or { }
      // lib.optionalAttrs (cfg.updateStrategy != null) { ${strategyNames.${kind}} = cfg.updateStrategy; };
  in
  {
    inherit (what) meta;

    options = joinOptions (
      options.workload (
        lib.filterAttrs (name: _: lib.elem name commonOptions) what
        // {
          service = what ? ports;
          monitoring = if what ? metrics then { inherit (args.config.monitoring) enabled; } else null;
        }
      )
      // lib.optionalAttrs (what ? storage) { storage = options.storage what.storage; }
    ) (what.options or { });

    resources =
      lib.optionalAttrs cfg.serviceAccount.create {
        serviceAccount = parts.serviceAccount {
          inherit scope;
          config = cfg;
        };
      }
      // lib.optionalAttrs (files != null) {
        configMap = scope.mkResource {
          kind = "ConfigMap";
          inherit (files) data;
        };
      }
      // parts.rbac {
        inherit scope resources;
        serviceAccount = serviceAccountName;
        cluster = rbac.cluster or [ ];
        namespace = rbac.namespace or [ ];
        exceptions = rbac.exceptions or { };
      }
      // {
        ${controllerName} = scope.mkResource {
          inherit kind;
          labels = componentLabels;
          annotations = lib.mapAttrs' (rule: lib.nameValuePair "ignore-rule.kix.dev/${rule}") (
            what.exceptions or { }
          );
          spec = controllerSpec;
        };
      }
      // lib.optionalAttrs (headless && ports != [ ]) {
        headlessService = parts.headlessService (
          {
            inherit scope;
            selector = controller.out.selector;
            ports = basePorts;
          }
          // what.headlessService or { }
        );
      }
      // lib.optionalAttrs hasService {
        service = parts.service (
          {
            inherit scope ports;
            selector = controller.out.selector;
          }
          // lib.optionalAttrs (cfg ? service.type) { inherit (cfg.service) type annotations; }
          // what.service or { }
          // {
            labels = serviceLabels // cfg.service.labels or { };
          }
        );
      }
      // lib.optionalAttrs hasIngress { ingress = parts.ingress ingressArgs; }
      // lib.optionalAttrs scales {
        horizontalPodAutoscaler = parts.horizontalPodAutoscaler {
          inherit scope;
          inherit (cfg) autoscaling;
          target = controller.out;
        };
      }
      // lib.optionalAttrs hasBudget {
        podDisruptionBudget = parts.podDisruptionBudget {
          inherit scope;
          inherit (cfg.podDisruptionBudget) maxUnavailable;
          selector = controller.out.selector;
        };
      }
      // lib.optionalAttrs (what.networkPolicy or null != null && cfg.networkPolicy.enabled) {
        networkPolicy = parts.networkPolicy {
          inherit scope;
          selector = controller.out.selector;
          namespaces = [
            scope.namespace
          ]
          ++ lib.optional (hasIngress && ingressController != null) ingressController.out.namespace
          ++ lib.optional cluster.monitoring.enabled cluster.monitoring.namespace
          ++ cfg.networkPolicy.allowFrom;
          # A Service of these types is there for those who are not in the cluster.
          openPorts =
            if cfg.service.type or "ClusterIP" == "ClusterIP" then
              [ ]
            else
              map (p: p.name) (
                lib.filter (p: p.service or true && (metrics == null || p.port != metrics.port || p == mainPort)) ports
              );
        };
      }
      // lib.optionalAttrs (metrics != null && (metrics.enabled or true) && hasService) (
        monitoring.resources (
          {
            inherit cluster scope;
            selector = scope.selectorLabels // serviceLabels;
            port = metricsName;
            others = otherMetrics;
          }
          // lib.optionalAttrs (metrics ? path) { inherit (metrics) path; }
        )
      )
      // what.resources or { };

    out =
      lib.optionalAttrs hasService {
        inherit (resources.service.out) name namespace fqdn;
        port = mainPort.servicePort or mainPort.port;
      }
      // lib.optionalAttrs (what.ingress or false) { inherit hosts; }
      // what.out or { };

    external =
      # Written by cert-manager, or by whoever owns the certificate.
      lib.optional (hasIngress && tlsSecretName != null) (
        parts.externalSecret tlsSecretName [
          "tls.crt"
          "tls.key"
        ]
      )
      ++ lib.optional (!cfg.serviceAccount.create && cfg.serviceAccount.name != null) {
        kind = "ServiceAccount";
        inherit (cfg.serviceAccount) name;
      }
      ++ what.external or [ ];

    assertions =
      pod.assertions cfg
      ++ pod.containerAssertions self
      ++ [
        {
          assertion = cfg.serviceAccount.create || cfg.serviceAccount.name != null;
          message = "serviceAccount.create is off: set serviceAccount.name to the account that the pods use.";
        }
      ]
      ++ lib.optionals scales [
        {
          assertion = cfg.autoscaling.minReplicas <= cfg.autoscaling.maxReplicas;
          message = "autoscaling.minReplicas is above autoscaling.maxReplicas.";
        }
        {
          assertion = cfg.resources.requests.cpu != null;
          message = "autoscaling needs resources.requests.cpu: utilization is measured against it.";
        }
        {
          assertion = cfg.autoscaling.targetMemoryUtilization == null || cfg.resources.requests.memory != null;
          message = "autoscaling.targetMemoryUtilization needs resources.requests.memory: utilization is measured against it.";
        }
      ]
      ++ supported.assertions
      ++ what.assertions or [ ];

    warnings = supported.warnings ++ what.warnings or [ ];
  }
)
