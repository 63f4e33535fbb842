# Traefik, for Ingresses, the routes of the Gateway API, and its own IngressRoutes.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}@args:
kix.workload args (
  self:
  let
    cfg = self.config;
    inherit (self) resources;
    inherit (kix.parts) readRule rule;

    cluster = config // {
      monitoring = config.monitoring // {
        inherit (cfg.monitoring) enabled;
      };
    };
    balanced = cfg.service.type != "ClusterIP";
    gateway = cfg.gatewayAPI;

    gatewayKinds =
      [
        "backendtlspolicies"
        "gatewayclasses"
        "gateways"
        "grpcroutes"
        "httproutes"
        "tlsroutes"
      ]
      ++ lib.optional gateway.experimental "tcproutes";

    routeKinds = [
      "ingressroutes"
      "ingressroutetcps"
      "ingressrouteudps"
      "middlewares"
      "middlewaretcps"
      "serverstransports"
      "serverstransporttcps"
      "tlsoptions"
      "tlsstores"
      "traefikservices"
    ];

    flag = name: value: lib.optional (value != null) "--${name}=${value}";
    flags = name: values: lib.optional (values != [ ]) "--${name}=${lib.concatStringsSep "," values}";
    switch = name: on: lib.optional on "--${name}=true";

    # What both public entry points are told.
    entryPoint =
      name: port:
      [ "--entryPoints.${name}.address=:${toString port}/tcp" ]
      ++ flags "entryPoints.${name}.forwardedHeaders.trustedIPs" cfg.trustedProxies
      ++ flags "entryPoints.${name}.proxyProtocol.trustedIPs" cfg.proxyProtocolFrom;

    published = "${scope.namespace}/${resources.service.out.name}";
  in
  {
    product = "traefik";
    meta = {
      description = "Traefik, an Ingress controller and an implementation of the Gateway API";
      homepage = "https://doc.traefik.io/traefik/";
      version = "3.7.13";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "docker.io/traefik";
      tag = "v3.7.13";
    };
    requests = {
      cpu = "100m";
      memory = "128Mi";
    };
    limits.memory = "512Mi";
    securityContext.runAsUser = 65532;
    probes = {
      liveness.initialDelaySeconds = 2;
      readiness = {
        initialDelaySeconds = 2;
        failureThreshold = 1;
      };
    };
    terminationGracePeriodSeconds = 60;
    replicas = 2;
    autoscaling = { };

    options = {
      monitoring = kix.options.monitoring config.monitoring.enabled;
      service.type = lib.mkOption {
        type = lib.types.enum [
          "LoadBalancer"
          "NodePort"
          "ClusterIP"
        ];
        default = "LoadBalancer";
        description = "How Traefik is reached.";
      };
      service.externalTrafficPolicy = lib.mkOption {
        type = lib.types.enum [
          "Cluster"
          "Local"
        ];
        default = "Local";
        description = "`Local` keeps the client's address. Has no meaning for type ClusterIP.";
      };
      service.loadBalancerClass = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "service.k8s.aws/nlb";
        description = "Which load balancer controller serves the Service. Null: the cluster's own.";
      };
      service.loadBalancerSourceRanges = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "10.0.0.0/8" ];
        description = "Networks the load balancer accepts; an empty list accepts all.";
      };
      ingressClassName = lib.mkOption {
        type = lib.types.strMatching "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
        default = scope.instanceName;
        defaultText = lib.literalMD "the instance's name";
        description = "Name of the IngressClass that this Traefik serves.";
      };
      ingressRouteClassName = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = ''
          The class (`spec.ingressClassName`, or the annotation `kubernetes.io/ingress.class`) of the IngressRoutes that are served. Null: those
          without one. A second Traefik of a cluster wants one of its own.
        '';
      };
      defaultIngressClass = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Ingresses without a class get this one.";
      };
      gatewayAPI = {
        enabled = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = ''
            Whether Gateways and routes of the Gateway API are served. Its definitions must be in the cluster. One Traefik of a cluster may do so:
            they all answer to the same controller name.
          '';
        };
        className = lib.mkOption {
          type = lib.types.strMatching "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
          default = scope.instanceName;
          defaultText = lib.literalMD "the instance's name";
          description = "Name of the GatewayClass.";
        };
        experimental = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether TCPRoutes of the experimental channel are served, too.";
        };
        gateway = {
          enabled = lib.mkOption {
            type = lib.types.bool;
            default = true;
            description = "Whether there is a Gateway that routes can name, beside those that others make.";
          };
          certificates = lib.mkOption {
            type = lib.types.listOf lib.types.str;
            default = [ ];
            example = [ "wildcard-tls" ];
            description = "Secrets with certificates, in the instance's namespace; with any, the Gateway listens for HTTPS.";
          };
          routesFrom = lib.mkOption {
            type = lib.types.enum [
              "All"
              "Same"
            ];
            default = "Same";
            description = "Namespaces whose routes the Gateway takes: all, or its own.";
          };
        };
      };
      ingressNginx = {
        enabled = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = ''
            Whether Ingresses of ingress-nginx are served, with what its annotations (`nginx.ingress.kubernetes.io/…`) say where Traefik
            understands them: the way from that controller to this one.
          '';
        };
        className = lib.mkOption {
          type = lib.types.str;
          default = "nginx";
          description = "The IngressClass of those Ingresses.";
        };
        controllerClass = lib.mkOption {
          type = lib.types.str;
          default = "k8s.io/ingress-nginx";
          example = "k8s.io/public";
          description = "`spec.controller` of that IngressClass; that of the package `ingress-nginx` is `k8s.io/CLASS`.";
        };
      };
      installCRDs = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether Traefik's custom resources are defined here.";
      };
      redirectToHTTPS = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether everything that comes in by HTTP is sent to HTTPS.";
      };
      defaultCertificate = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "Secret with the certificate of hosts that have none, in the instance's namespace. Null: one that Traefik makes up.";
      };
      allowCrossNamespace = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether an IngressRoute may name middlewares and Services of other namespaces.";
      };
      allowExternalNameServices = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether routes may lead to Services of type ExternalName.";
      };
      namespaces = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Namespaces whose Ingresses and routes are served; an empty list serves all.";
      };
      trustedProxies = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "10.0.0.0/8" ];
        description = "Networks whose `X-Forwarded-*` headers are believed.";
      };
      proxyProtocolFrom = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "10.0.0.0/8" ];
        description = "Networks of load balancers that speak the PROXY protocol.";
      };
      log = {
        level = lib.mkOption {
          type = lib.types.enum [
            "TRACE"
            "DEBUG"
            "INFO"
            "WARN"
            "ERROR"
          ];
          default = "INFO";
          description = "What is logged.";
        };
        format = lib.mkOption {
          type = lib.types.enum [
            "common"
            "json"
          ];
          default = "json";
          description = "How it is logged, requests included.";
        };
        requests = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether every request is logged.";
        };
      };
      tracingEndpoint = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "otel-collector.observability:4317";
        description = "Where traces go (OTLP over gRPC). Null: there are none.";
      };
      plugins = lib.mkOption {
        type = lib.types.attrsOf (
          lib.types.submodule {
            options = {
              moduleName = lib.mkOption {
                type = lib.types.nonEmptyStr;
                description = "The plugin's Go module.";
              };
              version = lib.mkOption {
                type = lib.types.nonEmptyStr;
                description = "Its version.";
              };
            };
          }
        );
        default = { };
        description = "Plugins by the name that middlewares use. Each pod downloads them when it starts.";
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "--serversTransport.maxIdleConnsPerHost=50" ];
        description = "Further command line flags.";
      };
    };

    name = "traefik";
    args =
      entryPoint "web" 8000
      ++ entryPoint "websecure" 8443
      ++ [
        "--entryPoints.websecure.http.tls=true"
        "--entryPoints.traefik.address=:8080/tcp"
        "--ping=true"
        "--api.dashboard=false"
        "--global.checkNewVersion=false"
        "--global.sendAnonymousUsage=false"
        "--log.level=${cfg.log.level}"
        "--log.format=${cfg.log.format}"
      ]
      ++ lib.optionals cfg.redirectToHTTPS [
        # The port is the Service's, not the pod's.
        "--entryPoints.web.http.redirections.entryPoint.to=:443"
        "--entryPoints.web.http.redirections.entryPoint.scheme=https"
        "--entryPoints.web.http.redirections.entryPoint.permanent=true"
      ]
      ++ lib.optionals cfg.log.requests [
        "--accesslog=true"
        "--accesslog.format=${cfg.log.format}"
      ]
      ++ lib.optionals cfg.monitoring.enabled [
        "--entryPoints.metrics.address=:9100/tcp"
        "--metrics.prometheus=true"
        "--metrics.prometheus.entrypoint=metrics"
      ]
      ++ lib.optionals (cfg.tracingEndpoint != null) [
        "--tracing.otlp.grpc=true"
        "--tracing.otlp.grpc.endpoint=${cfg.tracingEndpoint}"
        "--tracing.otlp.grpc.insecure=true"
      ]
      ++ [
        "--providers.kubernetesingress=true"
        "--providers.kubernetesingress.allowEmptyServices=true"
        # Several Traefiks of a cluster have one controller name between them.
        "--providers.kubernetesingress.ingressclass=${resources.ingressClass.out.name}"
      ]
      ++ flags "providers.kubernetesingress.namespaces" cfg.namespaces
      ++ flag "providers.kubernetesingress.ingressendpoint.publishedservice" (
        if balanced then published else null
      )
      ++ switch "providers.kubernetesingress.allowExternalNameServices" cfg.allowExternalNameServices
      ++ [
        "--providers.kubernetescrd=true"
        "--providers.kubernetescrd.allowEmptyServices=true"
      ]
      ++ flag "providers.kubernetescrd.ingressclass" cfg.ingressRouteClassName
      ++ flags "providers.kubernetescrd.namespaces" cfg.namespaces
      ++ switch "providers.kubernetescrd.allowCrossNamespace" cfg.allowCrossNamespace
      ++ switch "providers.kubernetescrd.allowExternalNameServices" cfg.allowExternalNameServices
      ++ lib.optionals gateway.enabled (
        [ "--providers.kubernetesgateway=true" ]
        ++ lib.optionals balanced [
          "--providers.kubernetesgateway.statusaddress.service.name=${resources.service.out.name}"
          "--providers.kubernetesgateway.statusaddress.service.namespace=${scope.namespace}"
        ]
        ++ flags "providers.kubernetesgateway.namespaces" cfg.namespaces
        ++ switch "providers.kubernetesgateway.experimentalChannel" gateway.experimental
      )
      ++ lib.optionals cfg.ingressNginx.enabled (
        [
          "--providers.kubernetesingressnginx=true"
          "--providers.kubernetesingressnginx.ingressclass=${cfg.ingressNginx.className}"
          "--providers.kubernetesingressnginx.controllerclass=${cfg.ingressNginx.controllerClass}"
        ]
        ++ lib.optional balanced "--providers.kubernetesingressnginx.publishservice=${published}"
      )
      ++ lib.concatLists (
        lib.mapAttrsToList (name: plugin: [
          "--experimental.plugins.${name}.moduleName=${plugin.moduleName}"
          "--experimental.plugins.${name}.version=${plugin.version}"
        ]) cfg.plugins
      )
      ++ cfg.extraArgs;
    env = {
      POD_NAME.fieldRef.fieldPath = "metadata.name";
      POD_NAMESPACE.fieldRef.fieldPath = "metadata.namespace";
      # Go asks who runs it, and the image has no list of users.
      USER = "traefik";
    };
    ports =
      [
        {
          name = "web";
          port = 8000;
          servicePort = 80;
        }
        {
          name = "websecure";
          port = 8443;
          servicePort = 443;
        }
        {
          name = "traefik";
          port = 8080;
          service = false;
        }
      ]
      ++ lib.optional cfg.monitoring.enabled {
        name = "metrics";
        port = 9100;
        service = false;
      };
    service = {
      externalTrafficPolicy = if balanced then cfg.service.externalTrafficPolicy else null;
      loadBalancerClass = if cfg.service.type == "LoadBalancer" then cfg.service.loadBalancerClass else null;
      loadBalancerSourceRanges =
        if cfg.service.loadBalancerSourceRanges == [ ] then null else cfg.service.loadBalancerSourceRanges;
    };
    probe.httpGet = {
      path = "/ping";
      port = "traefik";
    };
    writable = [
      # Plugins lie below it.
      {
        name = "data";
        path = "/data";
      }
      "/tmp"
    ];
    pod.annotations = kix.monitoring.annotations {
      inherit cluster;
      port = 9100;
    };
    controller.strategy = {
      type = "RollingUpdate";
      rollingUpdate = {
        maxUnavailable = 0;
        maxSurge = 1;
      };
    };

    rbac = {
      exceptions.rbac-escalation = "the certificates of any Ingress are Secrets of its namespace";
      cluster =
        [
          (readRule "" [
            "configmaps"
            "nodes"
            "secrets"
            "services"
          ])
          (rule "" [ "namespaces" ] [ "list" "watch" ])
          (rule "" [ "pods" ] [ "get" ])
          (rule "discovery.k8s.io" [ "endpointslices" ] [ "list" "watch" ])
          (readRule "networking.k8s.io" [
            "ingressclasses"
            "ingresses"
          ])
          (rule "networking.k8s.io" [ "ingresses/status" ] [ "update" ])
          (readRule "traefik.io" routeKinds)
        ]
        ++ lib.optionals gateway.enabled [
          (readRule "gateway.networking.k8s.io" (gatewayKinds ++ [ "referencegrants" ]))
          (rule "gateway.networking.k8s.io" (map (kind: "${kind}/status") gatewayKinds) [ "update" ])
        ];
    };

    resources =
      {
        ingressClass = scope.mkResource {
          kind = "IngressClass";
          name = cfg.ingressClassName;
          annotations = lib.optionalAttrs cfg.defaultIngressClass {
            "ingressclass.kubernetes.io/is-default-class" = "true";
          };
          spec.controller = "traefik.io/ingress-controller";
        };
      }
      // lib.optionalAttrs cfg.monitoring.enabled {
        # Apart from the public Service: metrics are nobody else's business.
        metricsService = kix.parts.service {
          inherit scope;
          name = scope.mkName "metrics";
          labels."app.kubernetes.io/component" = "metrics";
          selector = resources.deployment.out.selector;
          ports = [
            {
              name = "metrics";
              port = 9100;
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
      }
      // lib.optionalAttrs (cfg.defaultCertificate != null) {
        # Traefik reads the store of this name, and no other.
        defaultStore = scope.mkResource {
          apiVersion = "traefik.io/v1alpha1";
          kind = "TLSStore";
          name = "default";
          spec.defaultCertificate.secretName = cfg.defaultCertificate;
        };
      }
      // lib.optionalAttrs gateway.enabled {
        gatewayClass = scope.mkResource {
          apiVersion = "gateway.networking.k8s.io/v1";
          kind = "GatewayClass";
          name = gateway.className;
          # The definition is somebody else's: that the class belongs to no namespace is said here.
          namespace = null;
          spec.controllerName = "traefik.io/gateway-controller";
        };
      }
      // lib.optionalAttrs (gateway.enabled && gateway.gateway.enabled) {
        gateway = scope.mkResource {
          apiVersion = "gateway.networking.k8s.io/v1";
          kind = "Gateway";
          spec = {
            gatewayClassName = resources.gatewayClass.out.name;
            # The ports are those of the pods, where Traefik listens.
            listeners =
              let
                listener = name: port: protocol: {
                  inherit name port protocol;
                  allowedRoutes.namespaces.from = gateway.gateway.routesFrom;
                };
              in
              [ (listener "web" 8000 "HTTP") ]
              ++ lib.optional (gateway.gateway.certificates != [ ]) (
                listener "websecure" 8443 "HTTPS"
                // {
                  tls = {
                    mode = "Terminate";
                    certificateRefs = map (name: {
                      kind = "Secret";
                      inherit name;
                    }) gateway.gateway.certificates;
                  };
                }
              );
          };
        };
      }
      // lib.optionalAttrs cfg.installCRDs (import ./crds.nix { inherit scope lib kix; });

    out = {
      port = 80;
      ingressClassName = resources.ingressClass.out.name;
      controller = "traefik.io/ingress-controller";
    }
    // lib.optionalAttrs gateway.enabled { gatewayClassName = resources.gatewayClass.out.name; };

    external =
      map (name: kix.parts.externalSecret name [ "tls.crt" "tls.key" ]) (
        lib.optional (cfg.defaultCertificate != null) cfg.defaultCertificate
        ++ lib.optionals (gateway.enabled && gateway.gateway.enabled) gateway.gateway.certificates
      )
      ++ lib.optionals gateway.enabled (
        map (kind: kix.parts.externalDefinition "${kind}.gateway.networking.k8s.io") [
          "gatewayclasses"
          "gateways"
        ]
      )
      ++ lib.optional (!cfg.installCRDs) (kix.parts.externalDefinition "ingressroutes.traefik.io");

    assertions = [
      (kix.parts.sourceRangesAssertion {
        option = "service.loadBalancerSourceRanges";
        ranges = cfg.service.loadBalancerSourceRanges;
        inherit (cfg.service) type;
      })
    ];
  }
)
