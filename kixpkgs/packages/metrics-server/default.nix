# CPU and memory of pods and nodes, for autoscalers and `kubectl top`.
{
  scope,
  lib,
  kix,
  config,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
    inherit (self) resources;
    account = {
      kind = "ServiceAccount";
      name =
        if cfg.serviceAccount.create then resources.serviceAccount.out.name else cfg.serviceAccount.name;
      inherit (scope) namespace;
    };
    clusterName = "${scope.namespace}-${scope.instanceName}";
  in
  {
    meta = {
      description = "metrics-server, CPU and memory of pods for autoscalers";
      homepage = "https://github.com/kubernetes-sigs/metrics-server";
      version = "0.9.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "registry.k8s.io/metrics-server/metrics-server";
      tag = "v0.9.0";
    };
    replicas = 1;
    requests = {
      cpu = "100m";
      memory = "200Mi";
    };
    limits.memory = "512Mi";
    securityContext.runAsUser = 1000;
    probes.readiness.initialDelaySeconds = 20;

    options.kubeletInsecureTls = lib.mkOption {
      type = lib.types.bool;
      default = false;
      description = "Whether certificates of kubelets that nobody signed are accepted.";
    };

    name = "metrics-server";
    args = [
      "--secure-port=10250"
      "--cert-dir=/tmp"
      "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname"
      "--kubelet-use-node-status-port"
      "--metric-resolution=15s"
    ]
    ++ lib.optional cfg.kubeletInsecureTls "--kubelet-insecure-tls";
    writable = [ "/tmp" ];
    ports = [
      {
        name = "https";
        port = 10250;
        servicePort = 443;
        appProtocol = "https";
      }
    ];
    liveness.httpGet = {
      path = "/livez";
      port = "https";
      scheme = "HTTPS";
    };
    readiness.httpGet = {
      path = "/readyz";
      port = "https";
      scheme = "HTTPS";
    };
    # Autoscalers go on seeing metrics while a new version starts.
    controller.strategy.rollingUpdate.maxUnavailable = 0;
    pod.priorityClassName =
      if cfg.scheduling.priorityClassName != null then
        cfg.scheduling.priorityClassName
      else
        "system-cluster-critical";
    rbac.cluster = [
      (kix.parts.rule "" [ "nodes/metrics" ] [ "get" ])
      (kix.parts.readRule "" [
        "pods"
        "nodes"
      ])
    ];

    resources = {
      # Whoever may look at a namespace may see what its pods use.
      aggregatedReader = scope.mkResource {
        kind = "ClusterRole";
        name = "${clusterName}-aggregated-reader";
        labels = {
          "rbac.authorization.k8s.io/aggregate-to-view" = "true";
          "rbac.authorization.k8s.io/aggregate-to-edit" = "true";
          "rbac.authorization.k8s.io/aggregate-to-admin" = "true";
        };
        rules = [
          (kix.parts.readRule "metrics.k8s.io" [
            "pods"
            "nodes"
          ])
        ];
      };
      authDelegator = scope.mkResource {
        kind = "ClusterRoleBinding";
        name = "${clusterName}-auth-delegator";
        roleRef = {
          apiGroup = "rbac.authorization.k8s.io";
          kind = "ClusterRole";
          name = "system:auth-delegator";
        };
        subjects = [ account ];
      };
      authReader = scope.mkResource {
        kind = "RoleBinding";
        name = "${clusterName}-auth-reader";
        namespace = "kube-system";
        roleRef = {
          apiGroup = "rbac.authorization.k8s.io";
          kind = "Role";
          name = "extension-apiserver-authentication-reader";
        };
        subjects = [ account ];
      };
      apiService = scope.mkResource {
        apiVersion = "apiregistration.k8s.io/v1";
        kind = "APIService";
        name = "v1beta1.metrics.k8s.io";
        spec = {
          group = "metrics.k8s.io";
          version = "v1beta1";
          groupPriorityMinimum = 100;
          versionPriority = 100;
          # The server signs its certificate itself.
          insecureSkipTLSVerify = true;
          service = {
            inherit (resources.service.out) name namespace;
            port = 443;
          };
        };
      };
    };
  }
)
