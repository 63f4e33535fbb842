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
      ++ lib.optional cfg.monitoring.enabled "prometheus :9153"
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
      version = "1.15.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "coredns/coredns";
      tag = "1.15.0";
    };
    replicas = 2;
    autoscaling = { };
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

    options = {
      replicaCount = lib.mkOption {
        type = lib.types.int;
        default = cfg.replicas;
        defaultText = lib.literalExpression "config.replicas";
        check = v: v >= 0;
        description = "Number of CoreDNS pods; a name of `replicas` that CoreDNS's chart uses.";
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

    name = "coredns";
    args = [
      "-conf"
      "/etc/coredns/Corefile"
    ];
    files = {
      path = "/etc/coredns";
      data = { inherit Corefile; };
    };
    ports = [
      {
        name = "dns";
        port = 53;
        protocol = "UDP";
      }
      {
        name = "dns-tcp";
        port = 53;
      }
    ];
    metrics.port = 9153;
    liveness.httpGet = {
      path = "/health";
      port = 8080;
    };
    readiness.httpGet = {
      path = "/ready";
      port = 8181;
    };

    rbac.cluster = [
      (kix.parts.rule ""
        [
          "endpoints"
          "services"
          "pods"
          "namespaces"
        ]
        [
          "list"
          "watch"
        ]
      )
      (kix.parts.rule "discovery.k8s.io"
        [ "endpointslices" ]
        [
          "list"
          "watch"
        ]
      )
    ];

    pod = {
      labels.k8s-app = "kube-dns";
      priorityClassName =
        if cfg.scheduling.priorityClassName != null then
          cfg.scheduling.priorityClassName
        else
          "system-cluster-critical";
      # The cluster's own name server cannot ask itself.
      dnsPolicy = "Default";
      tolerations = [
        {
          key = "CriticalAddonsOnly";
          operator = "Exists";
        }
        {
          key = "node-role.kubernetes.io/control-plane";
          effect = "NoSchedule";
        }
      ]
      ++ cfg.scheduling.tolerations;
    };
    controller = {
      replicas = if cfg.autoscaling.enabled then null else cfg.replicaCount;
      strategy = {
        type = "RollingUpdate";
        rollingUpdate.maxUnavailable = 1;
      };
    };
    service = {
      inherit (cfg.service) name clusterIP;
      labels = {
        k8s-app = "kube-dns";
        "kubernetes.io/cluster-service" = "true";
        "kubernetes.io/name" = "CoreDNS";
      };
    };

    out = { inherit (cfg) clusterDomain; };
  }
)
