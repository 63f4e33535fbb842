# Metrics about the objects of the cluster: desired and actual replicas, phases, conditions.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}@args:
kix.workload args (self:
let
  cfg = self.config;
  customGroups = lib.unique (
    map (resource: resource.groupVersionKind.group) (cfg.customResourceState.spec.resources or [ ])
  );
  list = name: values: lib.optional (values != [ ]) "--${name}=${lib.concatStringsSep "," values}";
  strings =
    description: example:
    lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      inherit description example;
    };
in
{
  meta = {
    description = "kube-state-metrics, metrics about the objects of the cluster";
    homepage = "https://github.com/kubernetes/kube-state-metrics";
    version = "2.20.0";
    lifecycle = "stateless";
    scope = "cluster";
  };

  image = {
    repository = "registry.k8s.io/kube-state-metrics/kube-state-metrics";
    tag = "v2.20.0";
  };
  requests = {
    cpu = "20m";
    memory = "64Mi";
  };
  limits.memory = "256Mi";
  securityContext.runAsUser = 65534;
  probes = {
    liveness = {
      initialDelaySeconds = 5;
      timeoutSeconds = 5;
    };
    readiness = {
      initialDelaySeconds = 5;
      timeoutSeconds = 5;
    };
  };

  options = {
    metricLabelsAllowlist =
      strings "Labels of objects that become labels of metrics: `RESOURCE=[LABEL,…]`."
        [ "pods=[app.kubernetes.io/name]" ];
    metricAnnotationsAllowlist =
      strings "Annotations of objects that become labels of metrics: `RESOURCE=[ANNOTATION,…]`."
        [ "pods=[team.example.com/owner]" ];
    collectors = strings "What there are metrics about; an empty list is everything but what is off upstream by default." [
      "deployments"
      "pods"
    ];
    namespaces = strings "Namespaces whose objects are looked at; an empty list is all." [ "shop" ];
    metricAllowlist = strings "Metrics that there are, as regular expressions; an empty list is all." [
      "kube_pod_.*"
    ];
    metricDenylist = strings "Metrics that there are not, as regular expressions." [ "kube_.*_created" ];
    customResourceState = lib.mkOption {
      type = lib.types.attrs;
      default = { };
      example = lib.literalExpression ''
        {
          spec.resources = [
            {
              groupVersionKind = { group = "cert-manager.io"; version = "v1"; kind = "Certificate"; };
              metrics = [ ];
            }
          ];
        }
      '';
      description = "Metrics about custom resources, as in `CustomResourceStateMetrics`. Their groups are read besides.";
    };
    extraArgs = strings "Further command line flags." [ "--use-apiserver-cache" ];
  };

  name = "kube-state-metrics";
  args =
    list "metric-labels-allowlist" cfg.metricLabelsAllowlist
    ++ list "metric-annotations-allowlist" cfg.metricAnnotationsAllowlist
    ++ list "resources" cfg.collectors
    ++ list "namespaces" cfg.namespaces
    ++ list "metric-allowlist" cfg.metricAllowlist
    ++ list "metric-denylist" cfg.metricDenylist
    ++ lib.optional (
      cfg.customResourceState != { }
    ) "--custom-resource-state-config-file=/etc/kube-state-metrics/custom-resources.yaml"
    ++ cfg.extraArgs;
  files =
    if cfg.customResourceState == { } then
      null
    else
      {
        path = "/etc/kube-state-metrics";
        data."custom-resources.yaml" = builtins.toJSON (
          { kind = "CustomResourceStateMetrics"; } // cfg.customResourceState
        );
      };
  ports = [
    {
      name = "metrics";
      port = 8080;
    }
    {
      name = "telemetry";
      port = 8081;
    }
  ];
  metrics = {
    name = "metrics";
    port = 8080;
  };
  liveness.httpGet = {
    path = "/livez";
    port = "metrics";
  };
  readiness.httpGet = {
    path = "/readyz";
    port = "telemetry";
  };
  rbac.exceptions = {
    rbac-escalation = "metrics about Secrets: kinds and ages, never contents";
  }
  // lib.optionalAttrs (customGroups != [ ]) {
    rbac-wildcard = "metrics about the custom resources of these groups";
  };
  rbac.cluster =
    let
      watch =
        group: resources:
        kix.parts.rule group resources [
          "list"
          "watch"
        ];
    in
    [
      (watch "" [
        "configmaps"
        "secrets"
        "nodes"
        "pods"
        "services"
        "serviceaccounts"
        "resourcequotas"
        "replicationcontrollers"
        "limitranges"
        "persistentvolumeclaims"
        "persistentvolumes"
        "namespaces"
        "endpoints"
      ])
      (watch "apps" [
        "statefulsets"
        "daemonsets"
        "deployments"
        "replicasets"
      ])
      (watch "batch" [
        "cronjobs"
        "jobs"
      ])
      (watch "autoscaling" [ "horizontalpodautoscalers" ])
      (watch "policy" [ "poddisruptionbudgets" ])
      (watch "certificates.k8s.io" [ "certificatesigningrequests" ])
      (watch "discovery.k8s.io" [ "endpointslices" ])
      (watch "storage.k8s.io" [
        "storageclasses"
        "volumeattachments"
      ])
      (watch "admissionregistration.k8s.io" [
        "mutatingadmissionpolicies"
        "mutatingadmissionpolicybindings"
        "mutatingwebhookconfigurations"
        "validatingadmissionpolicies"
        "validatingadmissionpolicybindings"
        "validatingwebhookconfigurations"
      ])
      (watch "networking.k8s.io" [
        "networkpolicies"
        "ingresses"
        "ingressclasses"
      ])
      (watch "coordination.k8s.io" [ "leases" ])
      (watch "rbac.authorization.k8s.io" [
        "clusterrolebindings"
        "clusterroles"
        "rolebindings"
        "roles"
      ])
    ]
    ++ lib.optional (cfg.customResourceState != { }) (
      watch "apiextensions.k8s.io" [ "customresourcedefinitions" ]
    )
    ++ map (group: {
      apiGroups = [ group ];
      resources = [ "*" ];
      verbs = [
        "list"
        "watch"
      ];
    }) customGroups;
})
