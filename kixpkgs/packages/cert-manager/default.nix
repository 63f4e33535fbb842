# cert-manager: the controller, the webhook that checks its resources, the injector of authorities, and its custom resources.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
}@args:
let
  version = "1.21.2";
  tag = "v${version}";
  webhookName = scope.mkName "webhook";
  rules = import ./rules.nix {
    inherit kix;
    name = webhookName;
  };
  # The programs are told where they run.
  env.POD_NAMESPACE.fieldRef.fieldPath = "metadata.namespace";
in
kix.workload args (
  self:
  let
    cfg = self.config;
    inherit (self) resources;

    companion =
      name: what:
      kix.companion.resources (
        {
          inherit
            scope
            self
            name
            env
            priorityClasses
            ;
          cluster = config;
          settings = cfg.${name};
          metrics.port = 9402;
        }
        // what
      );

    webhookClient = path: {
      service = {
        inherit (resources.webhookService.out) name namespace;
        inherit path;
      };
    };

    # The injector puts the authority of the webhook's certificate into it.
    injected."cert-manager.io/inject-ca-from-secret" = "${scope.namespace}/${webhookName}-ca";
  in
  {
    product = "cert-manager";
    meta = {
      description = "cert-manager, certificates from issuers inside and outside the cluster";
      homepage = "https://cert-manager.io";
      inherit version;
      lifecycle = "stateless";
      scope = "cluster";
    };

    image = {
      repository = "quay.io/jetstack/cert-manager-controller";
      inherit tag;
    };
    replicas = 1;
    requests = {
      cpu = "10m";
      memory = "64Mi";
    };
    limits.memory = "256Mi";
    securityContext.runAsUser = 1000;
    probes.liveness = {
      initialDelaySeconds = 10;
      timeoutSeconds = 15;
      failureThreshold = 8;
    };

    options = {
      installCRDs = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = ''
          Whether the custom resources are defined here. Turn it off where another tool owns them: removing a definition
          removes every certificate of its kind.
        '';
      };
      clusterResourceNamespace = lib.mkOption {
        type = lib.types.nonEmptyStr;
        default = scope.namespace;
        defaultText = lib.literalExpression "scope.namespace";
        description = "Namespace of the Secrets that ClusterIssuers name.";
      };
      dns01RecursiveNameservers = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "9.9.9.9:53" ];
        description = "Name servers that DNS-01 challenges are looked up with before the authority does; none are the cluster's own.";
      };
      extraArgs = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "--max-concurrent-challenges=20" ];
        description = "Further command line flags of the controller.";
      };
      webhook = kix.companion.options {
        image = {
          repository = "quay.io/jetstack/cert-manager-webhook";
          inherit tag;
        };
        requests = {
          cpu = "10m";
          memory = "32Mi";
        };
        limits.memory = "128Mi";
      };
      cainjector = kix.companion.options {
        image = {
          repository = "quay.io/jetstack/cert-manager-cainjector";
          inherit tag;
        };
        requests = {
          cpu = "10m";
          memory = "64Mi";
        };
        limits.memory = "256Mi";
      };
      acmesolver.image = lib.mkOption {
        type = kix.options.imageName;
        default = "quay.io/jetstack/cert-manager-acmesolver:${tag}";
        description = "Image of the pods that answer HTTP-01 challenges.";
      };
    };

    component = "controller";
    name = "controller";
    args = [
      "--v=2"
      "--cluster-resource-namespace=${cfg.clusterResourceNamespace}"
      "--leader-election-namespace=$(POD_NAMESPACE)"
      "--acme-http01-solver-image=${cfg.acmesolver.image}"
      "--max-concurrent-challenges=60"
    ]
    ++ lib.optionals (cfg.dns01RecursiveNameservers != [ ]) [
      "--dns01-recursive-nameservers-only=true"
      "--dns01-recursive-nameservers=${lib.concatStringsSep "," cfg.dns01RecursiveNameservers}"
    ]
    ++ cfg.extraArgs;
    inherit env;
    ports = [
      {
        name = "healthz";
        port = 9403;
        service = false;
      }
      {
        name = "metrics";
        port = 9402;
      }
    ];
    metrics.port = 9402;
    liveness.httpGet = {
      path = "/livez";
      port = "healthz";
    };
    rbac = {
      exceptions.rbac-escalation = "certificates are Secrets of the namespaces that ask for them";
      cluster = rules.controller;
      namespace = rules.leases [ "cert-manager-controller" ];
    };

    resources =
      companion "webhook" {
        args = [
          "--v=2"
          "--secure-port=10250"
          "--dynamic-serving-ca-secret-namespace=$(POD_NAMESPACE)"
          "--dynamic-serving-ca-secret-name=${webhookName}-ca"
          "--dynamic-serving-dns-names=${webhookName}"
          "--dynamic-serving-dns-names=${webhookName}.$(POD_NAMESPACE)"
          "--dynamic-serving-dns-names=${webhookName}.$(POD_NAMESPACE).svc"
        ];
        ports = [
          {
            name = "https";
            port = 10250;
            servicePort = 443;
          }
          {
            name = "healthcheck";
            port = 6080;
            service = false;
          }
        ];
        liveness.httpGet = {
          path = "/livez";
          port = "healthcheck";
        };
        readiness.httpGet = {
          path = "/healthz";
          port = "healthcheck";
        };
        rbac = rules.webhook;
      }
      // companion "cainjector" {
        args = [
          "--v=2"
          "--leader-election-namespace=$(POD_NAMESPACE)"
        ];
        rbac = {
          exceptions.rbac-escalation = "certificate authorities are Secrets of any namespace";
          cluster = rules.cainjector;
          namespace = rules.leases [
            "cert-manager-cainjector-leader-election"
            "cert-manager-cainjector-leader-election-core"
          ];
        };
      }
      // {
        validatingWebhook = scope.mkResource {
          kind = "ValidatingWebhookConfiguration";
          name = webhookName;
          annotations = injected;
          webhooks = [
            {
              name = "webhook.cert-manager.io";
              admissionReviewVersions = [ "v1" ];
              matchPolicy = "Equivalent";
              failurePolicy = "Fail";
              sideEffects = "None";
              timeoutSeconds = 30;
              namespaceSelector.matchExpressions = [
                {
                  key = "cert-manager.io/disable-validation";
                  operator = "NotIn";
                  values = [ "true" ];
                }
              ];
              rules = [
                {
                  apiGroups = [
                    "cert-manager.io"
                    "acme.cert-manager.io"
                  ];
                  apiVersions = [ "v1" ];
                  operations = [
                    "CREATE"
                    "UPDATE"
                  ];
                  resources = [ "*/*" ];
                }
              ];
              clientConfig = webhookClient "/validate";
            }
          ];
        };
        mutatingWebhook = scope.mkResource {
          kind = "MutatingWebhookConfiguration";
          name = webhookName;
          annotations = injected;
          webhooks = [
            {
              name = "webhook.cert-manager.io";
              admissionReviewVersions = [ "v1" ];
              matchPolicy = "Equivalent";
              failurePolicy = "Fail";
              sideEffects = "None";
              timeoutSeconds = 30;
              rules = [
                {
                  apiGroups = [ "cert-manager.io" ];
                  apiVersions = [ "v1" ];
                  operations = [ "CREATE" ];
                  resources = [ "certificaterequests" ];
                }
              ];
              clientConfig = webhookClient "/mutate";
            }
          ];
        };
      }
      // lib.optionalAttrs cfg.installCRDs (import ./crds.nix { inherit scope kix; });

    out = {
      inherit (resources.deployment.out) name namespace;
      inherit (cfg) clusterResourceNamespace;
    };

    assertions = kix.companion.assertions cfg.webhook ++ kix.companion.assertions cfg.cainjector;
  }
)
