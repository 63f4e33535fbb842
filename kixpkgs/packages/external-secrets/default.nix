# The External Secrets Operator: Secrets from Vault, cloud providers and password managers, and the custom resources that ask for them.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}@args:
let
  version = "2.9.0";
  inherit (kix.parts) rule readRule;
  kinds = [
    "secretstores"
    "clustersecretstores"
    "externalsecrets"
    "clusterexternalsecrets"
    "pushsecrets"
    "clusterpushsecrets"
  ];
  generators = [
    "acraccesstokens"
    "beyondtrustworkloadcredentialsdynamicsecrets"
    "cloudsmithaccesstokens"
    "clustergenerators"
    "ecrauthorizationtokens"
    "fakes"
    "gcraccesstokens"
    "githubaccesstokens"
    "gitlabdeploytokens"
    "grafanas"
    "mfas"
    "passwords"
    "quayaccesstokens"
    "sshkeys"
    "stssessiontokens"
    "uuids"
    "vaultdynamicsecrets"
    "webhooks"
  ];
  write = [
    "create"
    "update"
    "delete"
  ];
in
kix.workload args (
  self:
  let
    cfg = self.config;
  in
  {
    product = "external-secrets";
    meta = {
      description = "External Secrets Operator, Secrets from Vault, clouds and password managers";
      homepage = "https://external-secrets.io";
      inherit version;
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "ghcr.io/external-secrets/external-secrets";
      tag = "v${version}";
    };
    replicas = 1;
    requests = {
      cpu = "10m";
      memory = "128Mi";
    };
    limits.memory = "512Mi";
    securityContext.runAsUser = 1000;
    probes = {
      liveness = {
        initialDelaySeconds = 10;
        timeoutSeconds = 5;
        failureThreshold = 5;
      };
      readiness = {
        initialDelaySeconds = 10;
        timeoutSeconds = 5;
      };
    };

    options = {
      installCRDs = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = ''
          Whether the custom resources are defined here. Turn it off where another tool owns them: removing a definition
          removes every object of its kind.
        '';
      };
      concurrent = lib.mkOption {
        type = lib.types.ints.positive;
        default = 1;
        example = 5;
        description = "How many secrets are fetched at a time.";
      };
      controllerClass = lib.mkOption {
        type = lib.types.nullOr lib.types.nonEmptyStr;
        default = null;
        example = "team-a";
        description = "Stores with this `controller`, and no others, are this operator's. Null takes those without.";
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "--enable-vault-token-cache=true" ];
        description = "Further command line flags.";
      };
    };

    name = "external-secrets";
    args = [
      "--enable-leader-election=true"
      "--concurrent=${toString cfg.concurrent}"
      "--metrics-addr=:8080"
      "--loglevel=info"
      "--zap-time-encoding=epoch"
      "--live-addr=:8082"
    ]
    ++ lib.optional (cfg.controllerClass != null) "--controller-class=${cfg.controllerClass}"
    ++ cfg.extraArgs;
    ports = [
      {
        name = "metrics";
        port = 8080;
      }
      {
        name = "live";
        port = 8082;
        service = false;
      }
    ];
    metrics.port = 8080;
    liveness.httpGet = {
      path = "/healthz";
      port = "live";
    };
    readiness.httpGet = {
      path = "/readyz";
      port = "live";
    };

    rbac = {
      exceptions.rbac-escalation = "it writes Secrets, and reads stores as the ServiceAccounts they name";
      cluster = [
        (readRule "external-secrets.io" kinds)
        (rule "external-secrets.io"
          (lib.concatMap (kind: [
            kind
            "${kind}/status"
          ]) kinds)
          [
            "get"
            "update"
            "patch"
          ]
        )
        # Owner references, where the admission plugin OwnerReferencesPermissionEnforcement asks for it (OpenShift).
        (rule "external-secrets.io" (map (kind: "${kind}/finalizers") kinds) [
          "get"
          "update"
          "patch"
        ])
        # Made from their cluster-wide forms.
        (rule "external-secrets.io" [
          "externalsecrets"
          "pushsecrets"
        ] write)
        (readRule "generators.external-secrets.io" generators)
        (rule "generators.external-secrets.io"
          [ "generatorstates" ]
          [
            "get"
            "list"
            "watch"
            "create"
            "update"
            "patch"
            "delete"
            "deletecollection"
          ]
        )
        (readRule "" [
          "serviceaccounts"
          "namespaces"
          "configmaps"
        ])
        # A finalizer, while a ClusterExternalSecret reaches the namespace.
        (rule ""
          [ "namespaces" ]
          [
            "update"
            "patch"
          ]
        )
        (kix.parts.writeRule "" [ "secrets" ])
        # Stores that log in as a ServiceAccount.
        (rule "" [ "serviceaccounts/token" ] [ "create" ])
        (rule ""
          [ "events" ]
          [
            "create"
            "patch"
          ]
        )
      ];
      namespace = [
        (rule "coordination.k8s.io"
          [ "leases" ]
          [
            "get"
            "create"
            "update"
            "patch"
          ]
        )
      ];
    };

    resources = lib.optionalAttrs cfg.installCRDs (import ./crds.nix { inherit scope lib kix; });

    out = { inherit (self.resources.deployment.out) name namespace; };
  }
)
