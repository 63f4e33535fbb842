{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  kinds.snapshot = builtins.attrNames (resources { ingress.hosts = [ "shop.example.com" ]; });
  pod.snapshot = (resources { })."Deployment/test/subject".spec.template.spec;
  onePodHasNoBudget = {
    expr = map (replicas: (resources { inherit replicas; }) ? "PodDisruptionBudget/test/subject") [
      1
      2
    ];
    expected = [
      false
      true
    ];
  };
  aLoadBalancerIsNotClosed = {
    expr =
      map
        (
          type:
          builtins.length
            (resources {
              networkPolicy.enabled = true;
              service = { inherit type; };
            })."NetworkPolicy/test/subject".spec.ingress
        )
        [
          "ClusterIP"
          "LoadBalancer"
        ];
    expected = [
      1
      2
    ];
  };
  aLoadBalancerOpensItsPorts = {
    expr =
      builtins.elemAt
        (resources {
          networkPolicy.enabled = true;
          service.type = "LoadBalancer";
        })."NetworkPolicy/test/subject".spec.ingress
        1;
    expected.ports = [ { port = "http"; } ];
  };
  aProfileOfSystemCalls = {
    expr =
      (resources {
        securityContext.seccompProfile = {
          type = "Localhost";
          localhostProfile = "profiles/web.json";
        };
      })."Deployment/test/subject".spec.template.spec.securityContext.seccompProfile;
    expected = {
      type = "Localhost";
      localhostProfile = "profiles/web.json";
    };
  };
  aProfileWithoutItsFile = {
    expr = resources { securityContext.seccompProfile.type = "Localhost"; };
    expectedError = "set securityContext.seccompProfile.localhostProfile";
  };
  aFileWithoutItsType = {
    expr = resources { securityContext.seccompProfile.localhostProfile = "web.json"; };
    expectedError = "a file is for the type 'Localhost' alone";
  };
  budgetFollowsItsOptions = {
    expr = (resources {
      replicas = 1;
      podDisruptionBudget = {
        enabled = true;
        maxUnavailable = "25%";
      };
    })."PodDisruptionBudget/test/subject".spec.maxUnavailable;
    expected = "25%";
  };
  containersAreChangedByName = {
    expr =
      let
        spec = (resources {
          extraEnv.MODE = "shop";
          extraContainers = [
            {
              name = "beside";
              image = "registry.example.com/beside:v1";
              env = [
                {
                  name = "TZ";
                  value = "UTC";
                }
              ];
            }
          ];
          containers = {
            "*" = {
              extraEnv.TZ = "Europe/Vienna";
              resources = {
                requests.cpu = "20m";
                limits.memory = "200Mi";
              };
            };
            beside = {
              resources.limits.memory = "100Mi";
              securityContext.readOnlyRootFilesystem = true;
            };
          };
        })."Deployment/test/subject".spec.template.spec;
      in
      map (container: {
        inherit (container) name env;
        limit = container.resources.limits.memory;
        request = container.resources.requests.cpu;
        readOnly = container.securityContext.readOnlyRootFilesystem or false;
      }) spec.containers;
    expected =
      let
        zone = {
          name = "TZ";
          value = "Europe/Vienna";
        };
      in
      [
        {
          name = "app";
          env = [
            {
              name = "MODE";
              value = "shop";
            }
            {
              name = "PORT";
              value = "8080";
            }
            zone
          ];
          limit = "200Mi";
          request = "20m";
          readOnly = true;
        }
        {
          name = "beside";
          env = [ zone ];
          limit = "100Mi";
          request = "20m";
          readOnly = true;
        }
      ];
  };
  aContainerThatIsNotThereIsAnError = {
    expr = resources { containers.sidecar.extraEnv.A = "b"; };
    expectedError = "no pod of this instance has a container 'sidecar'. There are: app";
  };
  serviceAndStrategyFollowTheirOptions = {
    expr =
      let
        all = resources {
          service = {
            type = "LoadBalancer";
            annotations."example.com/pool" = "public";
            labels.tier = "front";
          };
          updateStrategy.rollingUpdate.maxSurge = 2;
        };
        service = all."Service/test/subject";
      in
      {
        inherit (service.spec) type;
        inherit (service.metadata) annotations;
        inherit (service.metadata.labels) tier;
        inherit (all."Deployment/test/subject".spec) strategy;
      };
    expected = {
      type = "LoadBalancer";
      annotations."example.com/pool" = "public";
      tier = "front";
      strategy.rollingUpdate.maxSurge = 2;
    };
  };
  podsSpreadOverZones = {
    expr =
      map (c: [
        c.topologyKey
        c.labelSelector.matchLabels."app.kubernetes.io/instance"
      ])
        (resources {
          scheduling.topologySpreadConstraints = [
            {
              topologyKey = "topology.kubernetes.io/zone";
              maxSkew = 1;
              whenUnsatisfiable = "DoNotSchedule";
            }
          ];
        })."Deployment/test/subject".spec.template.spec.topologySpreadConstraints;
    expected = [
      [
        "kubernetes.io/hostname"
        "subject"
      ]
      [
        "topology.kubernetes.io/zone"
        "subject"
      ]
    ];
  };
  aRequestAboveItsLimitIsRefused = {
    expr = resources {
      resources = {
        requests.memory = "1Gi";
        limits.memory = "512Mi";
      };
    };
    expectedError = "resources.requests.memory \\(1Gi\\) is above resources.limits.memory \\(512Mi\\)";
  };
  misspellingsAreFound = {
    expr = resources { replcas = 2; };
    expectedError = "Did you mean 'replicas'";
  };
}
