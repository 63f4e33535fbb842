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
    ownCertificate = cfg.tls.secretName != null;
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

    options = {
      kubeletInsecureTls = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether certificates of kubelets that nobody signed are accepted.";
      };
      resolution = lib.mkOption {
        type = lib.types.strMatching "[0-9]+s";
        default = "15s";
        description = "Time between two looks at the kubelets; not below 10 seconds.";
      };
      tls = {
        secretName = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = ''
            Secret with `tls.crt` and `tls.key` of the server, for `NAME.NAMESPACE.svc`. Null: it makes itself one that the API server does
            not check.
          '';
        };
        caBundle = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = "Who signed it, in base 64. Null where cert-manager fills it in.";
        };
        injectFrom = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          example = "kube-system/metrics-server";
          description = "Certificate of cert-manager (`NAMESPACE/NAME`) whose authority is filled in.";
        };
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "--kubelet-certificate-authority=/etc/kubelet/ca.crt" ];
        description = "Further command line flags.";
      };
    };

    name = "metrics-server";
    args = [
      "--secure-port=10250"
      "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname"
      "--kubelet-use-node-status-port"
      "--metric-resolution=${cfg.resolution}"
    ]
    ++ (
      if ownCertificate then
        [
          "--tls-cert-file=/etc/metrics-server/tls/tls.crt"
          "--tls-private-key-file=/etc/metrics-server/tls/tls.key"
        ]
      else
        [ "--cert-dir=/tmp" ]
    )
    ++ lib.optional cfg.kubeletInsecureTls "--kubelet-insecure-tls"
    ++ cfg.extraArgs;
    volumes = lib.optional ownCertificate {
      name = "certificate";
      secret.secretName = cfg.tls.secretName;
    };
    volumeMounts = lib.optional ownCertificate {
      name = "certificate";
      mountPath = "/etc/metrics-server/tls";
      readOnly = true;
    };
    external = lib.optional ownCertificate (
      kix.parts.externalSecret cfg.tls.secretName [
        "tls.crt"
        "tls.key"
      ]
    );
    assertions = [
      {
        assertion = ownCertificate || cfg.tls.caBundle == null && cfg.tls.injectFrom == null;
        message = "tls.caBundle and tls.injectFrom say who signed a certificate: set tls.secretName to it.";
      }
      {
        assertion = !ownCertificate || cfg.tls.caBundle != null || cfg.tls.injectFrom != null;
        message = "tls.secretName is '${toString cfg.tls.secretName}': say who signed it with tls.caBundle or tls.injectFrom.";
      }
    ];
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
        annotations = lib.optionalAttrs (cfg.tls.injectFrom != null) {
          "cert-manager.io/inject-ca-from" = cfg.tls.injectFrom;
        };
        spec = {
          group = "metrics.k8s.io";
          version = "v1beta1";
          groupPriorityMinimum = 100;
          versionPriority = 100;
          # The server signs its certificate itself.
          insecureSkipTLSVerify = if ownCertificate then null else true;
          inherit (cfg.tls) caBundle;
          service = {
            inherit (resources.service.out) name namespace;
            port = 443;
          };
        };
      };
    };
  }
)
