{
  lib,
  compile,
  packages,
  package,
  ...
}:
let
  cluster =
    modules:
    compile (
      [
        { instances.cert-manager.cert-manager = { inherit package; }; }
      ]
      ++ modules
    );
  alone = (cluster [ ]).resources;
  issuer = config: {
    instances.cert-manager.issuer = {
      package = packages.cluster-issuer;
      inherit config;
    };
  };
  certificate = spec: {
    instances.shop.certificate.package =
      { scope, kix }:
      kix.mkPackage (_: {
        meta.description = "a certificate";
        resources.certificate = scope.mkResource {
          apiVersion = "cert-manager.io/v1";
          kind = "Certificate";
          inherit spec;
        };
      });
  };
in
{
  kinds.snapshot = builtins.attrNames alone;
  aVolumeGoesToThePodsThatMountIt = {
    expr =
      let
        inherit
          (cluster [
            {
              instances.cert-manager.cert-manager.config = {
                extraVolumes = [
                  {
                    name = "ca";
                    emptyDir = { };
                  }
                ];
                containers.webhook.extraVolumeMounts = [
                  {
                    name = "ca";
                    mountPath = "/etc/ssl/private-ca";
                  }
                ];
              };
            }
          ])
          resources
          ;
        volumes =
          suffix:
          map (v: v.name) (
            resources."Deployment/cert-manager/cert-manager${suffix}".spec.template.spec.volumes or [ ]
          );
      in
      map (suffix: lib.elem "ca" (volumes suffix)) [
        ""
        "-webhook"
        "-cainjector"
      ];
    # The controller's pod is the main one: it has them all.
    expected = [
      true
      true
      false
    ];
  };
  controllerArguments = {
    expr =
      (builtins.head
        alone."Deployment/cert-manager/cert-manager".spec.template.spec.containers
      ).args;
    expected = [
      "--v=2"
      "--cluster-resource-namespace=cert-manager"
      "--leader-election-namespace=$(POD_NAMESPACE)"
      "--acme-http01-solver-image=quay.io/jetstack/cert-manager-acmesolver:v1.21.2"
      "--max-concurrent-challenges=60"
    ];
  };
  # The three programs of one instance must not answer for one another.
  selectorsDiffer = {
    expr = map (name: alone.${name}.spec.selector.matchLabels."app.kubernetes.io/component") [
      "Deployment/cert-manager/cert-manager"
      "Deployment/cert-manager/cert-manager-webhook"
      "Deployment/cert-manager/cert-manager-cainjector"
    ];
    expected = [
      "controller"
      "webhook"
      "cainjector"
    ];
  };
  webhookIsReachedByItsService = {
    expr = {
      inherit (alone."Service/cert-manager/cert-manager-webhook".spec) ports selector;
      client =
        (builtins.head
          alone."ValidatingWebhookConfiguration/cert-manager-webhook".webhooks
        ).clientConfig.service;
    };
    expected = {
      ports = [
        {
          name = "https";
          port = 443;
          protocol = "TCP";
          targetPort = "https";
        }
      ];
      selector = {
        "app.kubernetes.io/component" = "webhook";
        "app.kubernetes.io/instance" = "cert-manager";
        "app.kubernetes.io/name" = "cert-manager";
      };
      client = {
        name = "cert-manager-webhook";
        namespace = "cert-manager";
        path = "/validate";
      };
    };
  };
  issuersAreCheckedAgainstTheDefinition = {
    expr =
      (cluster [
        (issuer {
          type = "acme";
          acme.email = "ops@example.com";
        })
      ]).resources."ClusterIssuer/issuer".spec.acme.server;
    expected = "https://acme-v02.api.letsencrypt.org/directory";
  };
  aMisspeltSolverIsFound = {
    expr = cluster [
      (issuer {
        type = "acme";
        acme.email = "ops@example.com";
        acme.solvers = [ { dns01.cloudFlare.email = "x"; } ];
      })
    ];
    expectedError = "cloudFlare";
  };
  aCertificateNeedsASecret = {
    expr = cluster [
      (certificate {
        issuerRef.name = "issuer";
        dnsNames = [ "shop.example.com" ];
      })
    ];
    expectedError = "secretName";
  };
  definitionsCanBelongToSomebodyElse = {
    expr = lib.filter (lib.hasPrefix "CustomResourceDefinition/") (
      builtins.attrNames
        (cluster [ { instances.cert-manager.cert-manager.config.installCRDs = false; } ]).resources
    );
    expected = [ ];
  };
  aPolicyReachesAllThreePrograms = {
    expr =
      let
        resources =
          (cluster [
            { instances."*"."*".config.scheduling.nodeSelector.pool = "system"; }
          ]).resources;
      in
      lib.unique (
        map (deployment: deployment.spec.template.spec.nodeSelector) (
          lib.attrValues (lib.filterAttrs (name: _: lib.hasPrefix "Deployment/" name) resources)
        )
      );
    expected = [ { pool = "system"; } ];
  };
  budgetsAreThoseOfTheInstance = {
    expr =
      let
        resources = config: (cluster [ { instances.cert-manager.cert-manager = { inherit config; }; } ]).resources;
        budgets =
          config:
          builtins.filter (name: builtins.substring 0 19 name == "PodDisruptionBudget") (
            builtins.attrNames (resources ({ replicas = 2; webhook.replicas = 2; } // config))
          );
      in
      {
        byDefault = budgets { };
        off = budgets { podDisruptionBudget.enabled = false; };
        inherit
          ((resources {
            webhook.replicas = 3;
            podDisruptionBudget.maxUnavailable = "50%";
          })."PodDisruptionBudget/cert-manager/cert-manager-webhook".spec
          )
          maxUnavailable
          ;
      };
    expected = {
      byDefault = [
        "PodDisruptionBudget/cert-manager/cert-manager"
        "PodDisruptionBudget/cert-manager/cert-manager-webhook"
      ];
      off = [ ];
      maxUnavailable = "50%";
    };
  };
}
