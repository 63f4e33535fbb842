{
  scope,
  lib,
  kix,
  config,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;

    # Cluster-scoped names carry the namespace: two instances may share a name.
    clusterName = "${scope.namespace}-${scope.instanceName}";

    indent = lib.replaceStrings [ "\n" ] [ "\n    " ];

    zone = name: plugins: ''
      ${name} {
          ${indent (lib.trim plugins)}
      }
    '';

    rootZone = lib.concatStringsSep "\n" (
      [
        "errors"
        "health {\n    lameduck 5s\n}"
        "ready"
        ''
          kubernetes ${cfg.clusterDomain} in-addr.arpa ip6.arpa {
              pods insecure
              fallthrough in-addr.arpa ip6.arpa
              ttl 30
          }''
      ]
      ++ lib.optional config.monitoring.enabled "prometheus :9153"
      ++ lib.optional (cfg.extraPlugins != "") (lib.trim cfg.extraPlugins)
      ++ [
        "forward . ${lib.concatStringsSep " " cfg.upstreams} {\n    max_concurrent 1000\n}"
        "cache ${toString cfg.cacheSeconds}"
        "loop"
        "reload"
        "loadbalance"
      ]
    );

    Corefile = lib.concatStringsSep "\n" (
      [ (zone ".:53" rootZone) ] ++ lib.mapAttrsToList zone cfg.zones
    );
  in
  {
    meta = {
      description = "CoreDNS, the cluster's name server";
      homepage = "https://coredns.io";
      version = "1.12.3";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options =
      kix.options.workload {
        image = {
          repository = "coredns/coredns";
          tag = "1.12.3";
        };
        requests = {
          cpu = "100m";
          memory = "70Mi";
        };
        limits.memory = "170Mi";
        securityContext = {
          runAsUser = 65532;
          # The program is marked with this capability and does not start without it, but the
          # mark has no effect while privilege escalation is off: ports below 1024 are opened to
          # all users of the pod instead.
          addCapabilities = [ "NET_BIND_SERVICE" ];
          sysctls."net.ipv4.ip_unprivileged_port_start" = "0";
        };
        probes.liveness = {
          initialDelaySeconds = 60;
          timeoutSeconds = 5;
          failureThreshold = 5;
        };
      }
      // {
        replicaCount = lib.mkOption {
          type = lib.types.int;
          default = 2;
          check = v: v >= 0;
          description = "Number of CoreDNS pods.";
        };
        clusterDomain = lib.mkOption {
          type = lib.types.str;
          default = "cluster.local";
          description = "DNS domain of the cluster.";
        };
        upstreams = lib.mkOption {
          type = lib.types.nonEmptyListOf lib.types.str;
          default = [ "/etc/resolv.conf" ];
          example = [
            "9.9.9.9"
            "149.112.112.112"
          ];
          description = "Where names outside the cluster are asked for: addresses, or a resolv.conf.";
        };
        cacheSeconds = lib.mkOption {
          type = lib.types.ints.unsigned;
          default = 30;
          description = "Longest time an answer is cached.";
        };
        extraPlugins = lib.mkOption {
          type = lib.types.lines;
          default = "";
          example = "log";
          description = "Further plugins of the root zone, as lines of a Corefile.";
        };
        zones = lib.mkOption {
          type = lib.types.attrsOf lib.types.lines;
          default = { };
          example = lib.literalExpression ''{ "corp.example.com:53" = "forward . 10.0.0.53"; }'';
          description = "Further server blocks: zone to plugins.";
        };
        service = {
          name = lib.mkOption {
            type = lib.types.str;
            default = scope.instanceName;
            defaultText = lib.literalExpression "scope.instanceName";
            example = "kube-dns";
            description = "Name of the Service. Clusters that expect the traditional name set `kube-dns`.";
          };
          clusterIP = lib.mkOption {
            type = lib.types.nullOr lib.types.str;
            default = null;
            example = "10.96.0.10";
            description = "Fixed address that the kubelets hand to pods as their name server.";
          };
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
              "endpoints"
              "services"
              "pods"
              "namespaces"
            ];
            verbs = [
              "list"
              "watch"
            ];
          }
          {
            apiGroups = [ "discovery.k8s.io" ];
            resources = [ "endpointslices" ];
            verbs = [
              "list"
              "watch"
            ];
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
        data = { inherit Corefile; };
      };

      deployment = scope.mkResource {
        kind = "Deployment";
        spec = {
          replicas = cfg.replicaCount;
          strategy = {
            type = "RollingUpdate";
            rollingUpdate.maxUnavailable = 1;
          };
          selector.matchLabels = scope.selectorLabels;
          template = kix.pod.template {
            inherit scope;
            config = cfg;
            labels.k8s-app = "kube-dns";
            annotations = kix.monitoring.annotations {
              cluster = config;
              port = 9153;
            };
            checksum = Corefile;
            serviceAccountName = resources.serviceAccount.out.name;
            automountServiceAccountToken = true;
            priorityClassName =
              if cfg.scheduling.priorityClassName != null then
                cfg.scheduling.priorityClassName
              else
                "system-cluster-critical";
            # The cluster's own name server cannot ask itself.
            dnsPolicy = "Default";
            tolerations = [
              {
                key = "node-role.kubernetes.io/control-plane";
                effect = "NoSchedule";
              }
            ]
            ++ cfg.scheduling.tolerations;
            containers = [
              (kix.pod.container {
                config = cfg;
                name = "coredns";
                args = [
                  "-conf"
                  "/etc/coredns/Corefile"
                ];
                ports = [
                  {
                    name = "dns";
                    containerPort = 53;
                    protocol = "UDP";
                  }
                  {
                    name = "dns-tcp";
                    containerPort = 53;
                    protocol = "TCP";
                  }
                ]
                ++ lib.optional config.monitoring.enabled {
                  name = "metrics";
                  containerPort = 9153;
                  protocol = "TCP";
                };
                livenessProbe = kix.pod.probe cfg.probes.liveness {
                  httpGet = {
                    path = "/health";
                    port = 8080;
                  };
                };
                readinessProbe = kix.pod.probe cfg.probes.readiness {
                  httpGet = {
                    path = "/ready";
                    port = 8181;
                  };
                };
                volumeMounts = [
                  {
                    name = "config";
                    mountPath = "/etc/coredns";
                    readOnly = true;
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
        };
      };

      service = scope.mkResource {
        kind = "Service";
        inherit (cfg.service) name;
        labels = {
          k8s-app = "kube-dns";
          "kubernetes.io/cluster-service" = "true";
          "kubernetes.io/name" = "CoreDNS";
        };
        spec = {
          inherit (cfg.service) clusterIP;
          selector = resources.deployment.out.selector;
          ports = [
            {
              name = "dns";
              port = 53;
              targetPort = "dns";
              protocol = "UDP";
            }
            {
              name = "dns-tcp";
              port = 53;
              targetPort = "dns-tcp";
              protocol = "TCP";
            }
          ]
          ++ lib.optional config.monitoring.enabled {
            name = "metrics";
            port = 9153;
            targetPort = "metrics";
            protocol = "TCP";
          };
        };
      };
    }
    // lib.optionalAttrs (cfg.replicaCount > 1) {
      podDisruptionBudget = scope.mkResource {
        kind = "PodDisruptionBudget";
        spec = {
          maxUnavailable = 1;
          selector.matchLabels = resources.deployment.out.selector;
        };
      };
    }
    // kix.monitoring.resources {
      cluster = config;
      inherit scope;
      selector = resources.deployment.out.selector;
      port = "metrics";
    };

    out = {
      inherit (resources.service.out) name namespace fqdn;
      port = 53;
      inherit (cfg) clusterDomain;
    };

    assertions = kix.pod.assertions cfg;
  }
)
