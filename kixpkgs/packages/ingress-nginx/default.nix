{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    cluster = config // {
      monitoring = config.monitoring // {
        inherit (cfg.monitoring) enabled;
      };
    };
    inherit (self) resources;

    # ingress-public → public-controller, class "public". Other names are used as they are.
    prefix = lib.removePrefix "ingress-" scope.instanceName;
    controllerName = "${prefix}-controller";
    clusterName = "${scope.namespace}-${prefix}";
    controllerClass = "k8s.io/${cfg.ingressClassName}";
    webhooks = cfg.admissionWebhooks;
    supported = kix.support.findings {
      inherit config;
      product = "ingress-nginx";
      version = cfg.image.tag;
      subject = "the instance '${scope.instanceName}' (namespace '${scope.namespace}')";
    };
    serviceAccountName =
      if cfg.serviceAccount.create then resources.serviceAccount.out.name else cfg.serviceAccount.name;

    inherit (kix.parts) rule readRule;

    # Cloud load balancers look at `appProtocol`.
    ports = [
      {
        name = "http";
        port = 80;
        appProtocol = "http";
      }
      {
        name = "https";
        port = 443;
        appProtocol = "https";
      }
    ];
  in
  {
    meta = {
      description = "ingress-nginx, an Ingress controller";
      homepage = "https://kubernetes.github.io/ingress-nginx";
      version = "1.15.1";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options =
      kix.options.workload {
        image = {
          repository = "registry.k8s.io/ingress-nginx/controller";
          tag = "v1.15.1";
        };
        requests = {
          cpu = "100m";
          memory = "128Mi";
        };
        limits.memory = "512Mi";
        securityContext = {
          runAsUser = 101;
          runAsGroup = 82;
          # nginx writes its generated configuration beside the program.
          readOnlyRootFilesystem = false;
          # The program is marked with this capability and does not start without it, but the
          # mark has no effect while privilege escalation is off: ports below 1024 are opened to
          # all users of the pod instead.
          addCapabilities = [ "NET_BIND_SERVICE" ];
          sysctls."net.ipv4.ip_unprivileged_port_start" = "0";
        };
        probes = {
          liveness = {
            initialDelaySeconds = 10;
            failureThreshold = 5;
          };
          readiness.initialDelaySeconds = 10;
        };
        # Long enough for open connections to end.
        terminationGracePeriodSeconds = 300;
        replicas = 2;
        autoscaling = { };
        monitoring = { inherit (config.monitoring) enabled; };
      }
      // {
        replicaCount = lib.mkOption {
          type = lib.types.int;
          default = cfg.replicas;
          defaultText = lib.literalExpression "config.replicas";
          check = v: v >= 0;
          description = "Number of controller pods; a name of `replicas` that the chart uses.";
        };
        ingressClassName = lib.mkOption {
          type = lib.types.strMatching "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
          default = prefix;
          defaultText = lib.literalMD "the instance's name without a leading `ingress-`";
          description = "Name of the IngressClass that this controller serves.";
        };
        defaultIngressClass = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether Ingresses without a class are served, too.";
        };
        serviceType = lib.mkOption {
          type = lib.types.enum [
            "LoadBalancer"
            "NodePort"
            "ClusterIP"
          ];
          default = "LoadBalancer";
          description = "How the controller is reached.";
        };
        externalTrafficPolicy = lib.mkOption {
          type = lib.types.enum [
            "Cluster"
            "Local"
          ];
          default = "Local";
          description = "`Local` keeps the client's address. Has no meaning for type ClusterIP.";
        };
        serviceAnnotations = lib.mkOption {
          type = lib.types.attrsOf lib.types.str;
          default = { };
          description = "Annotations of the Service, for the cloud's load balancer.";
        };
        loadBalancerSourceRanges = lib.mkOption {
          type = lib.types.listOf lib.types.str;
          default = [ ];
          example = [ "10.0.0.0/8" ];
          description = "Networks the load balancer accepts; an empty list accepts all.";
        };
        config = lib.mkOption {
          type = lib.types.attrsOf (
            lib.types.oneOf [
              lib.types.str
              lib.types.int
              lib.types.bool
            ]
          );
          default = { };
          example = lib.literalExpression ''{ "whitelist-source-range" = "10.68.0.0/14"; }'';
          description = "Settings of the controller, as in its ConfigMap.";
        };
        allowSnippets = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether Ingresses may carry pieces of nginx configuration.";
        };
        extraArgs = lib.mkOption {
          type = lib.types.attrsOf lib.types.str;
          default = { };
          description = "Further command line flags of the controller, without the dashes.";
        };
        admissionWebhooks = {
          enabled = lib.mkOption {
            type = lib.types.bool;
            default = false;
            description = "Whether Ingresses are checked by the controller before they are accepted.";
          };
          secretName = lib.mkOption {
            type = lib.types.str;
            default = "${prefix}-admission";
            defaultText = lib.literalMD "`PREFIX-admission`";
            description = "Secret with `tls.crt` and `tls.key` of the webhook.";
          };
          annotations = lib.mkOption {
            type = lib.types.attrsOf lib.types.str;
            default = { };
            example = lib.literalExpression ''
              { "cert-manager.io/inject-ca-from" = "nginx-system/public-admission"; }
            '';
            description = "Annotations of the webhook configuration, to have the CA filled in.";
          };
          failurePolicy = lib.mkOption {
            type = lib.types.enum [
              "Fail"
              "Ignore"
            ];
            default = "Fail";
            description = "What happens to Ingresses while the webhook is away.";
          };
        };
      };

    resources =
      lib.optionalAttrs cfg.serviceAccount.create {
        serviceAccount = kix.parts.serviceAccount {
          inherit scope;
          config = cfg;
          name = prefix;
        };
      }
      // kix.parts.rbac {
        inherit scope resources;
        name = prefix;
        serviceAccount = serviceAccountName;
        exceptions.rbac-escalation = "the certificates of any Ingress are Secrets of its namespace";
        cluster =
          let
            look = [
              "list"
              "watch"
            ];
          in
          [
            (rule ""
              [
                "configmaps"
                "endpoints"
                "nodes"
                "pods"
                "secrets"
                "namespaces"
              ]
              look
            )
            (rule "coordination.k8s.io" [ "leases" ] look)
            (rule "" [ "nodes" ] [ "get" ])
            (readRule "" [ "services" ])
            (readRule "networking.k8s.io" [
              "ingresses"
              "ingressclasses"
            ])
            (rule "networking.k8s.io" [ "ingresses/status" ] [ "update" ])
            (rule ""
              [ "events" ]
              [
                "create"
                "patch"
              ]
            )
            (readRule "discovery.k8s.io" [ "endpointslices" ])
          ];
        # Its own namespace, and the election of a leader in it.
        namespace = [
          (rule "" [ "namespaces" ] [ "get" ])
          (readRule "" [
            "configmaps"
            "pods"
            "secrets"
            "endpoints"
          ])
          (
            rule "coordination.k8s.io"
              [ "leases" ]
              [
                "get"
                "update"
              ]
            // {
              resourceNames = [ "${prefix}-leader" ];
            }
          )
          (rule "coordination.k8s.io" [ "leases" ] [ "create" ])
        ];
      }
      // {
      configMap = scope.mkResource {
        kind = "ConfigMap";
        name = controllerName;
        data = lib.mapAttrs (_: v: if builtins.isBool v then lib.boolToString v else toString v) (
          { allow-snippet-annotations = cfg.allowSnippets; }
          # Since 1.12 snippets are refused as too risky in any case, unless this says otherwise.
          // lib.optionalAttrs cfg.allowSnippets { annotations-risk-level = "Critical"; }
          // cfg.config
        );
      };

      deployment = scope.mkResource {
        kind = "Deployment";
        name = controllerName;
        spec = {
          replicas = if cfg.autoscaling.enabled then null else cfg.replicaCount;
          strategy =
            if cfg.updateStrategy != null then
              cfg.updateStrategy
            else
              {
                type = "RollingUpdate";
                rollingUpdate.maxUnavailable = 1;
              };
          selector.matchLabels = scope.selectorLabels;
          template = kix.pod.template {
            inherit scope priorityClasses;
            config = cfg;
            annotations = kix.monitoring.annotations {
              inherit cluster;
              port = 10254;
            };
            inherit serviceAccountName;
            automountServiceAccountToken = true;
            containers = [
              (kix.pod.container {
                config = cfg;
                name = "controller";
                args = [
                  "/nginx-ingress-controller"
                ]
                ++ lib.mapAttrsToList (flag: value: "--${flag}=${value}") (
                  {
                    publish-service = "$(POD_NAMESPACE)/${resources.service.out.name}";
                    election-id = "${prefix}-leader";
                    controller-class = controllerClass;
                    ingress-class = resources.ingressClass.out.name;
                    configmap = "$(POD_NAMESPACE)/${resources.configMap.out.name}";
                    enable-metrics = lib.boolToString cfg.monitoring.enabled;
                    watch-ingress-without-class = lib.boolToString cfg.defaultIngressClass;
                  }
                  // lib.optionalAttrs webhooks.enabled {
                    validating-webhook = ":8443";
                    validating-webhook-certificate = "/usr/local/certificates/tls.crt";
                    validating-webhook-key = "/usr/local/certificates/tls.key";
                  }
                  // cfg.extraArgs
                );
                env = {
                  POD_NAME.fieldRef.fieldPath = "metadata.name";
                  POD_NAMESPACE.fieldRef.fieldPath = "metadata.namespace";
                  LD_PRELOAD = "/usr/local/lib/libmimalloc.so";
                };
                ports = kix.parts.containerPorts (
                  ports
                  ++ lib.optional cfg.monitoring.enabled {
                    name = "metrics";
                    port = 10254;
                  }
                  ++ lib.optional webhooks.enabled {
                    name = "webhook";
                    port = 8443;
                  }
                );
                # Ends when nginx has answered what it had accepted.
                lifecycle.preStop.exec.command = [ "/wait-shutdown" ];
                livenessProbe = kix.pod.probe cfg.probes.liveness {
                  httpGet = {
                    path = "/healthz";
                    port = 10254;
                  };
                };
                readinessProbe = kix.pod.probe cfg.probes.readiness {
                  httpGet = {
                    path = "/healthz";
                    port = 10254;
                  };
                };
                volumeMounts = lib.optional webhooks.enabled {
                  name = "webhook-cert";
                  mountPath = "/usr/local/certificates";
                  readOnly = true;
                };
              })
            ];
            volumes = lib.optional webhooks.enabled {
              name = "webhook-cert";
              secret.secretName = webhooks.secretName;
            };
          };
        };
      };

      service = kix.parts.service {
        inherit scope ports;
        name = controllerName;
        annotations = cfg.serviceAnnotations;
        type = cfg.serviceType;
        externalTrafficPolicy = if cfg.serviceType == "ClusterIP" then null else cfg.externalTrafficPolicy;
        loadBalancerSourceRanges =
          if cfg.loadBalancerSourceRanges == [ ] then null else cfg.loadBalancerSourceRanges;
        selector = resources.deployment.out.selector;
      };

      ingressClass = scope.mkResource {
        kind = "IngressClass";
        name = cfg.ingressClassName;
        annotations = lib.optionalAttrs cfg.defaultIngressClass {
          "ingressclass.kubernetes.io/is-default-class" = "true";
        };
        spec.controller = controllerClass;
      };
    }
    // lib.optionalAttrs cfg.monitoring.enabled {
      # Apart from the public Service: metrics are nobody else's business.
      metricsService = kix.parts.service {
        inherit scope;
        name = "${prefix}-metrics";
        labels."app.kubernetes.io/component" = "metrics";
        selector = resources.deployment.out.selector;
        ports = [
          {
            name = "metrics";
            port = 10254;
          }
        ];
      };
    }
    // lib.optionalAttrs (
      if cfg.podDisruptionBudget.enabled == null then
        cfg.replicaCount > 1 || cfg.autoscaling.enabled
      else
        cfg.podDisruptionBudget.enabled
    ) {
      podDisruptionBudget = kix.parts.podDisruptionBudget {
        inherit scope;
        inherit (cfg.podDisruptionBudget) maxUnavailable;
        name = controllerName;
        selector = resources.deployment.out.selector;
      };
    }
    // lib.optionalAttrs cfg.autoscaling.enabled {
      horizontalPodAutoscaler = kix.parts.horizontalPodAutoscaler {
        inherit scope;
        inherit (cfg) autoscaling;
        target = resources.deployment.out;
      };
    }
    // lib.optionalAttrs webhooks.enabled {
      webhookService = kix.parts.service {
        inherit scope;
        name = "${prefix}-admission";
        labels."app.kubernetes.io/component" = "admission";
        selector = resources.deployment.out.selector;
        ports = [
          {
            name = "webhook";
            port = 8443;
            servicePort = 443;
          }
        ];
      };

      validatingWebhook = scope.mkResource {
        kind = "ValidatingWebhookConfiguration";
        name = clusterName;
        inherit (webhooks) annotations;
        webhooks = [
          {
            name = "validate.nginx.ingress.kubernetes.io";
            matchPolicy = "Equivalent";
            rules = [
              {
                apiGroups = [ "networking.k8s.io" ];
                apiVersions = [ "v1" ];
                operations = [
                  "CREATE"
                  "UPDATE"
                ];
                resources = [ "ingresses" ];
              }
            ];
            inherit (webhooks) failurePolicy;
            sideEffects = "None";
            admissionReviewVersions = [ "v1" ];
            clientConfig.service = {
              inherit (resources.webhookService.out) name namespace;
              port = 443;
              path = "/networking/v1/ingresses";
            };
          }
        ];
      };
    }
    // kix.monitoring.resources {
      inherit cluster scope;
      selector = scope.selectorLabels // {
        "app.kubernetes.io/component" = "metrics";
      };
      port = "metrics";
    };

    out = {
      inherit (resources.service.out) name namespace fqdn;
      port = 80;
      ingressClassName = resources.ingressClass.out.name;
      controller = controllerClass;
    };

    external =
      lib.optional (!cfg.serviceAccount.create && cfg.serviceAccount.name != null) {
        kind = "ServiceAccount";
        inherit (cfg.serviceAccount) name;
      }
      ++ lib.optional webhooks.enabled {
      kind = "Secret";
      name = webhooks.secretName;
      keys = [
        "tls.crt"
        "tls.key"
      ];
    };

    assertions =
      kix.pod.assertions cfg
      ++ kix.pod.containerAssertions self
      ++ supported.assertions
      ++ [
        (kix.parts.sourceRangesAssertion {
          option = "loadBalancerSourceRanges";
          ranges = cfg.loadBalancerSourceRanges;
          type = cfg.serviceType;
        })
        {
          assertion = cfg.serviceAccount.create || cfg.serviceAccount.name != null;
          message = "serviceAccount.create is off: set serviceAccount.name to the account that the pods use.";
        }
      ];
    inherit (supported) warnings;
  }
)
