/**
  A second program of an instance, such as the webhook beside a controller: a workload of its own with its own account,
  image, replicas and resources, that takes everything else (security context, scheduling, timing of probes, labels) from the
  common options of the instance, so that a policy reaches it, too.
*/
{
  lib,
  options,
  pod,
  parts,
  monitoring,
}:
let
  capitalize = name: lib.toUpper (lib.substring 0 1 name) + lib.substring 1 (-1) name;
in
{
  /**
    The options of a companion: `replicas`, `image.repository`, `.tag`, `.digest`, and `resources`.

    # Type

    ```
    options :: { image, replicas?, requests?, limits? } -> Options
    ```
  */
  options =
    {
      image,
      replicas ? 1,
      requests ? { },
      limits ? { },
    }:
    {
      replicas = options.replicas replicas;
      image = { inherit (options.image image) repository tag digest; };
      resources = options.resources { inherit requests limits; };
    };

  /**
    What an options group of a companion cannot check by itself, as a package's `assertions`.
  */
  assertions = pod.assertions;

  /**
    The resources of a companion, called after it: `webhookServiceAccount`, `webhookDeployment`, `webhookService`,
    `webhookPodDisruptionBudget`, `webhookClusterRole`, …

    `name`: what it is called; `self`, `cluster`, `priorityClasses`: the instance's; `settings`: its options group;
    `rbac`, `ports`, `metrics`, `writable`, `volumes`, `volumeMounts`, `probe`, `liveness`, `readiness`, `command`, `args`,
    `env`, `container`: as in `kix.workload`; `service`: false for none.

    # Type

    ```
    resources :: AttrSet -> { RESOURCES }
    ```
  */
  resources =
    {
      scope,
      self,
      cluster,
      settings,
      name,
      priorityClasses ? null,
      rbac ? { },
      ports ? [ ],
      metrics ? null,
      writable ? [ ],
      volumes ? [ ],
      volumeMounts ? [ ],
      service ? true,
      command ? [ ],
      args ? [ ],
      env ? { },
      container ? { },
      ...
    }@what:
    let
      inherit (self) config resources;
      observed = cluster // {
        monitoring = cluster.monitoring // {
          enabled = config.monitoring.enabled or cluster.monitoring.enabled;
        };
      };
      key = kind: name + capitalize kind;
      fullName = scope.mkName name;
      component."app.kubernetes.io/component" = name;
      selector = scope.selectorLabels // component;

      cfg = config // {
        inherit (settings) resources;
        image = config.image // settings.image;
        extraEnv = { };
        # Those that `containers` mounts here.
        extraVolumes = lib.filter (volume: lib.elem volume.name mounted) config.extraVolumes;
        extraVolumeMounts = [ ];
        extraContainers = [ ];
        initContainers = [ ];
        serviceAccount = config.serviceAccount // {
          name = null;
        };
      };

      mounted = map (mount: mount.name) (
        lib.concatMap (changed: config.containers.${changed}.extraVolumeMounts or [ ]) [
          "*"
          name
        ]
      );

      # What is said of budgets holds for all pods of the instance.
      hasBudget =
        if config.podDisruptionBudget.enabled == null then
          settings.replicas > 1
        else
          config.podDisruptionBudget.enabled;

      usesApi = (rbac.cluster or [ ]) ++ (rbac.namespace or [ ]) != [ ];
      monitored = metrics != null && observed.monitoring.enabled;
      allPorts =
        ports
        ++ lib.optional (monitored && !(lib.any (p: p.name == "metrics") ports)) {
          name = "metrics";
          inherit (metrics) port;
        };

      account =
        if config.serviceAccount.create then
          resources.${key "serviceAccount"}.out.name
        else
          config.serviceAccount.name;

      folders = map (path: {
        name = lib.replaceStrings [ "/" "." "_" ] [ "-" "-" "-" ] (lib.removePrefix "/" path);
        inherit path;
      }) writable;

      probeOf =
        kind:
        let
          question = what.${kind} or what.probe or null;
        in
        if question == null then null else pod.probe config.probes.${kind} question;

      roles = parts.rbac {
        inherit scope;
        name = fullName;
        resources = {
          clusterRole = resources.${key "clusterRole"};
          role = resources.${key "role"};
        };
        serviceAccount = account;
        cluster = rbac.cluster or [ ];
        namespace = rbac.namespace or [ ];
        exceptions = rbac.exceptions or { };
      };
      deployment = resources.${key "deployment"};
    in
    lib.mapAttrs'
      (kind: value: {
        name = key kind;
        inherit value;
      })
      (
        lib.optionalAttrs config.serviceAccount.create {
          serviceAccount = parts.serviceAccount {
            inherit scope;
            config = cfg;
            name = fullName;
          };
        }
        // roles
        // {
          deployment = scope.mkResource {
            kind = "Deployment";
            name = fullName;
            labels = component;
            spec = {
              inherit (settings) replicas;
              selector.matchLabels = selector;
              template = pod.template {
                inherit scope selector priorityClasses;
                config = cfg;
                annotations = lib.optionalAttrs (metrics != null) (
                  monitoring.annotations {
                    cluster = observed;
                    inherit (metrics) port;
                  }
                );
                serviceAccountName = account;
                automountServiceAccountToken = usesApi;
                containers = [
                  (pod.container (
                    {
                      config = cfg;
                      inherit
                        name
                        command
                        args
                        env
                        ;
                      ports = parts.containerPorts allPorts;
                      startupProbe = probeOf "startup";
                      livenessProbe = probeOf "liveness";
                      readinessProbe = probeOf "readiness";
                      volumeMounts =
                        map (f: {
                          inherit (f) name;
                          mountPath = f.path;
                        }) folders
                        ++ volumeMounts;
                    }
                    // container
                  ))
                ];
                volumes =
                  map (f: {
                    inherit (f) name;
                    emptyDir = { };
                  }) folders
                  ++ volumes;
              };
            };
          };
        }
        // lib.optionalAttrs (service && allPorts != [ ]) {
          service = parts.service {
            inherit scope;
            name = fullName;
            labels = component;
            selector = deployment.out.selector;
            ports = allPorts;
          };
        }
        // lib.optionalAttrs hasBudget {
          podDisruptionBudget = parts.podDisruptionBudget {
            inherit scope;
            inherit (config.podDisruptionBudget) maxUnavailable;
            name = fullName;
            selector = deployment.out.selector;
          };
        }
        // lib.optionalAttrs (metrics != null && service) (
          monitoring.resources {
            cluster = observed;
            inherit scope;
            name = fullName;
            selector = scope.selectorLabels // component;
            port = "metrics";
          }
        )
      );
}
