/**
  Pods from the common options of `kix.options.workload`.
  `config` is always the instance's config (`self.config`).
*/
{ lib, quantity }:
let
  # Fields without content are left out: a manifest shows what was meant, and nothing else.
  dropEmpty = lib.filterAttrs (_: v: v != null && v != [ ] && v != { });

  dropNull = lib.filterAttrs (_: v: v != null);

  # `container` and `sidecar` take an argument called `env`.
  mkEnvVars =
    variables:
    lib.mapAttrsToList (
      name: value:
      { inherit name; }
      // (if builtins.isAttrs value then { valueFrom = value; } else { value = toString value; })
    ) (dropNull variables);

  # One set of changes to a container, from the option `containers`.
  change =
    container: changes:
    let
      isNew = variable: changes.extraEnv ? ${variable.name};
      amounts = kind: (container.resources.${kind} or { }) // dropNull changes.resources.${kind};
    in
    dropEmpty (
      container
      // lib.optionalAttrs (changes.image != null) { inherit (changes) image; }
      // {
        env = lib.filter (variable: !isNew variable) (container.env or [ ]) ++ mkEnvVars changes.extraEnv;
        volumeMounts = container.volumeMounts or [ ] ++ changes.extraVolumeMounts;
        resources =
          (container.resources or { })
          // dropEmpty {
            requests = amounts "requests";
            limits = amounts "limits";
          };
        securityContext = (container.securityContext or { }) // changes.securityContext;
      }
    );
in
rec {
  /**
    The image reference of an `image` option group.

    # Type

    ```
    image :: { repository, tag, digest, ... } -> String
    ```
  */
  image =
    {
      repository,
      tag,
      digest ? null,
      ...
    }:
    "${repository}:${tag}" + lib.optionalString (digest != null) "@${digest}";

  /**
    Environment variables from an attribute set: text and numbers as values,
    sets (`kix.secretRef`, `{ fieldRef.fieldPath = …; }`) as `valueFrom`,
    null for none. Sorted by name.

    # Type

    ```
    env :: AttrSet -> [EnvVar]
    ```
  */
  env = mkEnvVars;

  /**
    A probe: what it asks, with the timing from `probes.NAME`; null when it is switched off.

    # Type

    ```
    probe :: AttrSet -> AttrSet -> AttrSet | Null
    ```
  */
  probe =
    timing: question:
    if timing.enabled then
      question
      // {
        inherit (timing) periodSeconds timeoutSeconds failureThreshold;
      }
      // lib.optionalAttrs (timing.initialDelaySeconds > 0) { inherit (timing) initialDelaySeconds; }
    else
      null;

  /**
    The resources of a container, without what was not given.
  */
  resources =
    { requests, limits, ... }:
    dropEmpty {
      requests = dropNull requests;
      limits = dropNull limits;
    };

  /**
    The container's half of `securityContext`.
  */
  containerSecurityContext =
    securityContext:
    dropNull {
      inherit (securityContext)
        runAsNonRoot
        readOnlyRootFilesystem
        allowPrivilegeEscalation
        ;
      capabilities = dropEmpty { inherit (securityContext.capabilities) add drop; };
    };

  /**
    The pod's half of `securityContext`.
  */
  podSecurityContext =
    securityContext:
    dropNull (
      {
        inherit (securityContext)
          runAsNonRoot
          runAsUser
          runAsGroup
          fsGroup
          ;
        seccompProfile = dropNull { inherit (securityContext.seccompProfile) type localhostProfile; };
      }
      // lib.optionalAttrs (securityContext.sysctls != { }) {
        sysctls = lib.attrsToList securityContext.sysctls;
      }
      // lib.optionalAttrs (securityContext.fsGroup != null) {
        # Large volumes are not walked again at each start.
        fsGroupChangePolicy = "OnRootMismatch";
      }
    );

  /**
    The main container. Takes `config`, `name`, any field of a Container, and `env` as
    an attribute set; adds image, resources, security context, and what the
    options `extraEnv` and `extraVolumeMounts` say.

    # Type

    ```
    container :: { config, name, env?, volumeMounts?, ... } -> Container
    ```
  */
  container =
    {
      config,
      env ? { },
      volumeMounts ? [ ],
      ...
    }@args:
    dropEmpty (
      {
        image = image config.image;
        imagePullPolicy = config.image.pullPolicy;
        resources = resources config.resources;
        securityContext = containerSecurityContext config.securityContext;
      }
      // removeAttrs args [ "config" ]
      // {
        env = mkEnvVars (env // config.extraEnv);
        volumeMounts = volumeMounts ++ config.extraVolumeMounts;
      }
    );

  /**
    A second container of the same pod (an exporter, a sidecar): same security context,
    its own image and resources.

    # Type

    ```
    sidecar :: { config, name, image, resources, env?, ... } -> Container
    ```
  */
  sidecar =
    {
      config,
      env ? { },
      ...
    }@args:
    dropEmpty (
      {
        imagePullPolicy = config.image.pullPolicy;
        securityContext = containerSecurityContext (
          config.securityContext
          // {
            readOnlyRootFilesystem = true;
            capabilities = config.securityContext.capabilities // {
              add = [ ];
            };
          }
        );
      }
      // removeAttrs args [ "config" ]
      // {
        env = mkEnvVars env;
      }
    );

  /**
    A container with what the option `containers` changes of it.

    # Type

    ```
    overridden :: { CONTAINER = AttrSet; } -> Container -> Container
    ```
  */
  overridden =
    containers: container:
    lib.foldl' change container (
      lib.filter (changes: changes != null) [
        (containers."*" or null)
        (if container ? name then containers.${container.name} or null else null)
      ]
    );

  /**
    That every container named by the option `containers` exists, given the instance's resources.

    # Type

    ```
    containerAssertions :: { config, resources, ... } -> [{ assertion, message }]
    ```
  */
  containerAssertions =
    self:
    let
      specOf =
        resource:
        let
          spec = resource.manifest.spec or { };
        in
        spec.jobTemplate.spec.template.spec or spec.template.spec or { };
      workloads = lib.filter (
        resource:
        lib.elem (resource.kind or null) [
          "Deployment"
          "StatefulSet"
          "DaemonSet"
          "CronJob"
          "Job"
        ]
      ) (lib.attrValues self.resources);
      existing = lib.unique (
        lib.concatMap (
          resource:
          let
            spec = specOf resource;
          in
          map (container: container.name) (spec.containers or [ ] ++ spec.initContainers or [ ])
        ) workloads
      );
      named = lib.filter (name: name != "*") (lib.attrNames self.config.containers);
    in
    map (name: {
      assertion = lib.elem name existing;
      message = "containers.${name}: no pod of this instance has a container '${name}'. There are: ${lib.concatStringsSep ", " existing}.";
    }) named;

  /**
    The pod template of a workload.

    `scope`, `config`: the instance's; `selector`: the labels the workload selects by;
    `priorityClasses`: the injected package, or null; `annotations`, `labels`: further
    ones; `checksum`: data whose change must restart the pods (a ConfigMap's `data`);
    everything else is a field of the pod's spec.

    # Type

    ```
    template :: AttrSet -> PodTemplateSpec
    ```
  */
  template =
    {
      scope,
      config,
      selector ? scope.selectorLabels,
      priorityClasses ? null,
      labels ? { },
      annotations ? { },
      checksum ? null,
      containers,
      initContainers ? [ ],
      volumes ? [ ],
      automountServiceAccountToken ? false,
      ...
    }@args:
    let
      inherit (config) scheduling;
    in
    {
      metadata = dropEmpty {
        labels = scope.labels // labels // config.podLabels // selector;
        annotations =
          annotations
          // lib.optionalAttrs (checksum != null) {
            "kix.dev/config-checksum" = builtins.hashString "sha256" (builtins.toJSON checksum);
          }
          // config.podAnnotations;
      };
      spec = dropEmpty (
        {
          securityContext = podSecurityContext config.securityContext;
          imagePullSecrets = map (name: { inherit name; }) config.image.pullSecrets;
          inherit (scheduling) nodeSelector tolerations affinity;
          priorityClassName =
            if scheduling.priorityClassName != null then
              scheduling.priorityClassName
            else if priorityClasses != null then
              priorityClasses.out.forNamespace scope.namespace
            else
              null;
          # Not every package that an operator turns into pods has these.
          runtimeClassName = scheduling.runtimeClassName or null;
          schedulerName = scheduling.schedulerName or null;
          topologySpreadConstraints =
            lib.optional (scheduling.topologySpread != null) {
              maxSkew = 1;
              topologyKey = "kubernetes.io/hostname";
              whenUnsatisfiable = scheduling.topologySpread;
              labelSelector.matchLabels = selector;
            }
            ++ map (
              constraint: { labelSelector.matchLabels = selector; } // constraint
            ) (scheduling.topologySpreadConstraints or [ ]);
          inherit (config) terminationGracePeriodSeconds;
        }
        // removeAttrs args [
          "scope"
          "config"
          "selector"
          "priorityClasses"
          "labels"
          "annotations"
          "checksum"
        ]
        // {
          inherit automountServiceAccountToken;
          # Other Services are found by injection. Variables about them would only be mistaken for settings: a Service
          # `immich` makes IMMICH_PORT a URL.
          enableServiceLinks = args.enableServiceLinks or false;
          initContainers = map (overridden config.containers) (initContainers ++ config.initContainers);
          containers = map (overridden config.containers) (containers ++ config.extraContainers);
          volumes = volumes ++ config.extraVolumes;
        }
      );
    };

  /**
    The StorageClass of a volume: the one its options name, else that of the injected
    `storage-classes` (or null), else null, which is the cluster's default class.

    # Type

    ```
    storageClassName :: { storageClassName, ... } -> Package | Null -> String | Null
    ```
  */
  storageClassName =
    storage: storageClasses:
    if storage.storageClassName != null then
      storage.storageClassName
    else if storageClasses != null then
      storageClasses.out.storageClassName
    else
      null;

  /**
    A volume claim template of a StatefulSet from a `kix.options.storage` group.

    # Type

    ```
    volumeClaim :: { name, scope, storage, storageClasses? } -> PersistentVolumeClaim
    ```
  */
  volumeClaim =
    {
      name,
      scope,
      storage,
      storageClasses ? null,
    }:
    {
      metadata = {
        inherit name;
        labels = scope.selectorLabels;
      };
      spec = dropNull {
        inherit (storage) accessModes;
        resources.requests.storage = storage.size;
        storageClassName = storageClassName storage storageClasses;
      };
    };

  /**
    What no single option can check: requests above limits, and a profile of system calls without its file.

    # Type

    ```
    assertions :: AttrSet -> [{ assertion, message }]
    ```
  */
  assertions =
    config:
    let
      inherit (config.resources) requests limits;
      bounded = name: {
        assertion =
          requests.${name} == null
          || limits.${name} == null
          || !(quantity.lessThan limits.${name} requests.${name});
        message = ''
          resources.requests.${name} (${toString requests.${name}}) is above resources.limits.${name} (${toString limits.${name}}).
          Lower the request or raise the limit.'';
      };
    in
    map bounded [
      "cpu"
      "memory"
      "ephemeral-storage"
    ]
    ++ lib.optional (config ? securityContext.seccompProfile) (
      let
        inherit (config.securityContext) seccompProfile;
      in
      {
        assertion = (seccompProfile.type == "Localhost") == (seccompProfile.localhostProfile != null);
        message =
          if seccompProfile.localhostProfile == null then
            "securityContext.seccompProfile.type is 'Localhost': set securityContext.seccompProfile.localhostProfile to the profile's file on the nodes."
          else
            "securityContext.seccompProfile.localhostProfile is set, but the type is '${seccompProfile.type}': a file is for the type 'Localhost' alone.";
      }
    );
}
