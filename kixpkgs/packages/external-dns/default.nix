# Writes the host names of Ingresses and Services to a DNS provider.
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
  in
  {
    meta = {
      description = "external-dns, host names of Ingresses and Services in a DNS provider";
      homepage = "https://kubernetes-sigs.github.io/external-dns";
      version = "0.22.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "registry.k8s.io/external-dns/external-dns";
      tag = "v0.22.0";
    };
    requests = {
      cpu = "20m";
      memory = "64Mi";
    };
    limits.memory = "128Mi";
    probes = {
      liveness = {
        initialDelaySeconds = 10;
        timeoutSeconds = 5;
      };
      readiness = {
        initialDelaySeconds = 5;
        timeoutSeconds = 5;
        failureThreshold = 6;
      };
    };
    securityContext = {
      runAsUser = 65532;
      fsGroup = 65532;
    };

    options = {
      provider = lib.mkOption {
        type = lib.types.nonEmptyStr;
        default = "inmemory";
        example = "cloudflare";
        description = "DNS provider. The default keeps records in memory, to see what would be written.";
      };
      domains = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "example.com" ];
        description = "Zones that may be changed; an empty list allows all.";
      };
      sources = lib.mkOption {
        type = lib.types.nonEmptyListOf (
          lib.types.enum [
            "ingress"
            "service"
            "node"
            "pod"
            "crd"
            "gateway-httproute"
            "gateway-grpcroute"
            "gateway-tlsroute"
            "gateway-tcproute"
            "gateway-udproute"
            "traefik-proxy"
          ]
        );
        default = [
          "ingress"
          "service"
        ];
        description = "Where host names come from.";
      };
      policy = lib.mkOption {
        type = lib.types.enum [
          "upsert-only"
          "sync"
          "create-only"
        ];
        default = "upsert-only";
        description = "Whether records are deleted, too (`sync`).";
      };
      ownerId = lib.mkOption {
        type = lib.types.nonEmptyStr;
        default = scope.cluster;
        defaultText = lib.literalExpression "scope.cluster";
        description = "Mark of the records that this cluster owns.";
      };
      interval = lib.mkOption {
        type = lib.types.strMatching "[0-9]+(s|m|h)";
        default = "1m";
        description = "Time between two looks at the cluster.";
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Further command line flags.";
      };
    };

    name = "external-dns";
    args = [
      "--provider=${cfg.provider}"
      "--policy=${cfg.policy}"
      "--registry=${if cfg.provider == "inmemory" then "noop" else "txt"}"
      "--txt-owner-id=${cfg.ownerId}"
      "--interval=${cfg.interval}"
    ]
    ++ map (source: "--source=${source}") cfg.sources
    ++ map (domain: "--domain-filter=${domain}") cfg.domains
    ++ cfg.extraArgs;
    # Two of them would undo one another's changes.
    controller.strategy.type = "Recreate";
    ports = [
      {
        name = "http";
        port = 7979;
      }
    ];
    metrics = {
      name = "http";
      port = 7979;
    };
    probe.httpGet = {
      path = "/healthz";
      port = "http";
    };
    # What the sources look at, and no more.
    rbac.cluster =
      let
        uses = sources: lib.any (source: lib.elem source cfg.sources) sources;
        gateways = lib.filter (lib.hasPrefix "gateway-") cfg.sources;
      in
      lib.optional (uses [
        "node"
        "pod"
        "service"
      ]) (kix.parts.rule "" [ "nodes" ] [ "list" "watch" ])
      ++ lib.optional (uses [
        "pod"
        "service"
      ]) (kix.parts.readRule "" [ "pods" ])
      ++ lib.optionals (uses [ "service" ]) [
        (kix.parts.readRule "" [ "services" ])
        (kix.parts.readRule "discovery.k8s.io" [ "endpointslices" ])
      ]
      ++ lib.optional (uses [ "ingress" ]) (kix.parts.readRule "networking.k8s.io" [ "ingresses" ])
      ++ lib.optionals (uses [ "crd" ]) [
        (kix.parts.readRule "externaldns.k8s.io" [ "dnsendpoints" ])
        (kix.parts.rule "externaldns.k8s.io" [ "dnsendpoints/status" ] [ "update" ])
      ]
      ++ lib.optional (uses [ "traefik-proxy" ]) (
        kix.parts.readRule "traefik.io" [
          "ingressroutes"
          "ingressroutetcps"
          "ingressrouteudps"
        ]
      )
      ++ lib.optionals (gateways != [ ]) [
        (kix.parts.readRule "" [ "namespaces" ])
        (kix.parts.readRule "gateway.networking.k8s.io" (
          [ "gateways" ] ++ map (source: lib.removePrefix "gateway-" source + "s") gateways
        ))
      ];
  }
)
