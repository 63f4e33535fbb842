# Metrics about the objects of the cluster: desired and actual replicas, phases, conditions.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}@args:
kix.workload args (self: {
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

  options.metricLabelsAllowlist = lib.mkOption {
    type = lib.types.listOf lib.types.str;
    default = [ ];
    example = [ "pods=[app.kubernetes.io/name]" ];
    description = "Labels of objects that become labels of metrics: `RESOURCE=[LABEL,…]`.";
  };

  name = "kube-state-metrics";
  args = lib.optional (
    self.config.metricLabelsAllowlist != [ ]
  ) "--metric-labels-allowlist=${lib.concatStringsSep "," self.config.metricLabelsAllowlist}";
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
  rbac.exceptions.rbac-escalation = "metrics about Secrets: kinds and ages, never contents";
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
    ];
})
