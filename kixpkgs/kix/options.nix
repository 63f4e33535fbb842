/**
  Options that packages share. A policy such as
  `instances.*.*.config.securityContext.runAsNonRoot = lib.mkForce true`
  reaches every package that takes its options from here.
*/
{ lib, quantity }:
let
  inherit (lib) mkOption types;

  quantityType = types.strMatching quantity.regex;

  nullable =
    type: description: default:
    mkOption {
      type = types.nullOr type;
      inherit description default;
    };

  imageValue = lib.mkOptionType {
    name = "image";
    description = "image";
    descriptionClass = "noun";
    check =
      value:
      builtins.isAttrs value
      && builtins.elem (value._type or null) [
        "kix-image"
        "kix-pulled-image"
      ];
    merge = lib.mergeEqualOption;
  };

  strings =
    description:
    mkOption {
      type = types.attrsOf types.str;
      default = { };
      inherit description;
    };

  rawList =
    description:
    mkOption {
      type = types.listOf types.attrs;
      default = [ ];
      inherit description;
    };
in
rec {
  /**
    A quantity that may be left out.
  */
  quantityOption = nullable quantityType;

  /**
    A quantity that must be given or has a default, such as the size of a volume.
  */
  sizeOption =
    description: default:
    mkOption {
      type = quantityType;
      inherit description default;
    };

  /**
    The type of the whole name of an image, tag or digest included. What `kix.buildImage` and `kix.pullImage` give is
    one, too.
  */
  imageName = types.coercedTo imageValue (
    image: "${image.repository}:${image.tag}@${image.digest}"
  ) types.nonEmptyStr;

  /**
    `image.*`: what the main container runs. Tags are pinned; a digest wins over the tag. What `kix.buildImage` and
    `kix.pullImage` give can be the value of the whole group: `config.image = kix.buildImage { … };`.

    # Type

    ```
    image :: { repository :: String; tag :: String; repositoryText? :: String; tagText? :: String; } -> Options
    ```

    `repositoryText` and `tagText` describe defaults that are computed.
  */
  image =
    {
      repository,
      tag,
      repositoryText ? null,
      tagText ? null,
    }:
    let
      text = t: lib.optionalAttrs (t != null) { defaultText = lib.literalMD t; };
    in
    {
      repository = mkOption {
        type = types.nonEmptyStr;
        default = repository;
        description = "Image name with its registry, without a tag.";
        example = "ghcr.io/acme/webshop";
      }
      // text repositoryText;
      tag = mkOption {
        type = types.nonEmptyStr;
        default = tag;
        description = "Image tag.";
      }
      // text tagText;
      digest = mkOption {
        type = types.nullOr (types.strMatching "sha256:[0-9a-f]{64}");
        default = null;
        description = "Digest of the image. With a digest the tag is for people only.";
      };
      pullPolicy = mkOption {
        type = types.enum [
          "Always"
          "IfNotPresent"
          "Never"
        ];
        default = "IfNotPresent";
        description = "When the kubelet fetches the image.";
      };
      pullSecrets = mkOption {
        type = types.listOf types.str;
        default = [ ];
        description = "Names of image pull secrets in the instance's namespace.";
      };
    };

  /**
    `resources.*`: what the main container requests and may use.

    # Type

    ```
    resources :: { requests? :: AttrSet; limits? :: AttrSet; } -> Options
    ```
  */
  resources =
    {
      requests ? { },
      limits ? { },
    }:
    let
      amounts = what: defaults: {
        cpu = quantityOption "CPU the container ${what}." (defaults.cpu or null);
        memory = quantityOption "Memory the container ${what}." (defaults.memory or null);
        ephemeral-storage = quantityOption "Local disk the container ${what}." (
          defaults.ephemeral-storage or null
        );
      };
    in
    {
      requests = amounts "is guaranteed" requests;
      limits = amounts "may use at most" limits;
    };

  /**
    `securityContext.*`, by default what the Pod Security Standard "restricted" asks for.

    # Type

    ```
    securityContext :: AttrSet -> Options
    ```
  */
  securityContext =
    {
      runAsUser,
      runAsGroup ? runAsUser,
      fsGroup ? null,
      readOnlyRootFilesystem ? true,
      addCapabilities ? [ ],
      sysctls ? { },
    }:
    {
      runAsNonRoot = mkOption {
        type = types.bool;
        default = true;
        description = "Whether the kubelet refuses to start the container as root.";
      };
      runAsUser = nullable types.ints.unsigned "User id of the container's processes." runAsUser;
      runAsGroup = nullable types.ints.unsigned "Group id of the container's processes." runAsGroup;
      fsGroup = nullable types.ints.unsigned "Group that owns the mounted volumes." fsGroup;
      readOnlyRootFilesystem = mkOption {
        type = types.bool;
        default = readOnlyRootFilesystem;
        description = "Whether the container's root file system is read-only.";
      };
      allowPrivilegeEscalation = mkOption {
        type = types.bool;
        default = false;
        description = "Whether a process may gain more privileges than its parent.";
      };
      capabilities = {
        add = mkOption {
          type = types.listOf types.str;
          default = addCapabilities;
          description = "Linux capabilities the container needs.";
        };
        drop = mkOption {
          type = types.listOf types.str;
          default = [ "ALL" ];
          description = "Linux capabilities the container gives up.";
        };
      };
      sysctls = mkOption {
        type = types.attrsOf types.str;
        default = sysctls;
        description = "Kernel parameters of the pod; only those that Kubernetes counts as safe.";
      };
      seccompProfile.type = mkOption {
        type = types.enum [
          "RuntimeDefault"
          "Unconfined"
          "Localhost"
        ];
        default = "RuntimeDefault";
        description = "Which system calls the container may use.";
      };
      seccompProfile.localhostProfile = mkOption {
        type = types.nullOr types.nonEmptyStr;
        default = null;
        example = "profiles/web.json";
        description = "File of a profile of type `Localhost`, below the kubelet's folder for profiles on every node.";
      };
    };

  /**
    `scheduling.*`: where the pods may run.
  */
  scheduling = {
    nodeSelector = strings "Labels a node must have.";
    tolerations = rawList "Taints the pods tolerate.";
    affinity = mkOption {
      type = types.attrs;
      default = { };
      description = "Affinity of the pods, as in the Pod's `spec.affinity`.";
    };
    topologySpread = mkOption {
      type = types.nullOr (
        types.enum [
          "ScheduleAnyway"
          "DoNotSchedule"
        ]
      );
      default = "ScheduleAnyway";
      description = ''
        How strictly replicas are spread over nodes. Null leaves it to the scheduler.
      '';
    };
    topologySpreadConstraints = rawList ''
      Further constraints, such as one for each zone, as in the Pod's `spec.topologySpreadConstraints`. Without a
      `labelSelector` they count the instance's own pods.
    '';
    runtimeClassName = nullable types.str "RuntimeClass of the pods, such as a sandbox." null;
    schedulerName = nullable types.str "Scheduler that places the pods. Null: the cluster's own." null;
    priorityClassName = nullable types.str ''
      PriorityClass of the pods. Null takes the class that the cluster option
      `priorities` gives to the namespace, if there is one.
    '' null;
  };

  /**
    `probes.*`: timing of the probes; what they ask is the package's knowledge.
  */
  probes =
    let
      probe =
        what:
        {
          enabled ? true,
          initialDelaySeconds ? 0,
          periodSeconds ? 10,
          timeoutSeconds ? 2,
          failureThreshold ? 3,
        }:
        let
          seconds =
            description: default:
            mkOption {
              type = types.ints.unsigned;
              inherit description default;
            };
        in
        {
          enabled = mkOption {
            type = types.bool;
            default = enabled;
            description = "Whether there is a ${what} probe.";
          };
          initialDelaySeconds = seconds "Seconds from the start to the first probe." initialDelaySeconds;
          periodSeconds = seconds "Seconds between probes." periodSeconds;
          timeoutSeconds = seconds "Seconds until a probe counts as failed." timeoutSeconds;
          failureThreshold = seconds "Failures in a row before the kubelet acts." failureThreshold;
        };
    in
    {
      liveness ? { },
      readiness ? { },
      startup ? {
        enabled = false;
      },
    }:
    {
      liveness = probe "liveness" liveness;
      readiness = probe "readiness" readiness;
      startup = probe "startup" startup;
    };

  /**
    `replicas`: for programs that may run more than once. A program that cannot has no such
    option, so that a policy about replicas passes it by.

    # Type

    ```
    replicas :: Int -> Option
    ```
  */
  replicas =
    default:
    mkOption {
      type = types.int;
      inherit default;
      check = v: v >= 0;
      description = "Number of pods.";
    };

  /**
    `autoscaling.*`: a HorizontalPodAutoscaler in place of a fixed number of pods.

    # Type

    ```
    autoscaling :: { enabled?, minReplicas?, maxReplicas? } -> Options
    ```
  */
  autoscaling =
    {
      enabled ? false,
      minReplicas ? 2,
      maxReplicas ? 10,
    }:
    {
      enabled = mkOption {
        type = types.bool;
        default = enabled;
        description = "Whether the number of pods follows the load.";
      };
      minReplicas = mkOption {
        type = types.ints.positive;
        default = minReplicas;
        description = "Fewest pods.";
      };
      maxReplicas = mkOption {
        type = types.ints.positive;
        default = maxReplicas;
        description = "Most pods.";
      };
      targetCPUUtilization = mkOption {
        type = types.ints.between 1 100;
        default = 75;
        description = "Percentage of the requested CPU that pods should use on average.";
      };
      targetMemoryUtilization = nullable (types.ints.between 1 100) ''
        Percentage of the requested memory that pods should use on average. Null leaves memory out.
      '' null;
    };

  /**
    `ingress.*`: how a program with a web interface is reached from outside.

    # Type

    ```
    ingress :: { } -> Options
    ```
  */
  ingress =
    { }:
    {
      hosts = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "shop.example.com" ];
        description = "Host names; an empty list makes no Ingress.";
      };
      path = mkOption {
        type = types.strMatching "/.*";
        default = "/";
        description = "Prefix of the paths that lead here.";
      };
      className = nullable types.str ''
        IngressClass; null takes that of the injected `ingress-nginx` or `traefik`, else the cluster's default.
      '' null;
      annotations = strings "Annotations of the Ingress.";
      tlsSecretName = nullable types.str ''
        Secret with the certificate; null lets the cluster-issuer make one, if there is any.
      '' null;
    };

  /**
    `networkPolicy.*`: who may open connections to the pods.

    # Type

    ```
    networkPolicy :: Bool -> Options
    ```
  */
  networkPolicy = enabled: {
    enabled = mkOption {
      type = types.bool;
      default = enabled;
      description = ''
        Whether only pods of the same namespace, the ingress controller, the monitoring and
        `allowFrom` may connect.
      '';
    };
    allowFrom = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "frontend" ];
      description = "Further namespaces that may connect.";
    };
  };

  /**
    `service.*`: how the Service of a program is offered.
  */
  service = {
    type = mkOption {
      type = types.enum [
        "ClusterIP"
        "NodePort"
        "LoadBalancer"
      ];
      default = "ClusterIP";
      description = "How the Service is reached: inside of the cluster only, at a port of each node, or at an address of its own.";
    };
    annotations = strings "Annotations of the Service, such as those for a cloud's load balancer.";
    labels = strings "Further labels of the Service.";
  };

  /**
    `podDisruptionBudget.*`: how many pods may be away while nodes are drained.
  */
  podDisruptionBudget = {
    enabled = nullable types.bool ''
      Whether there is a budget. Null: as soon as there is more than one pod.
    '' null;
    maxUnavailable = mkOption {
      type = types.either types.ints.unsigned (types.strMatching "[0-9]+%");
      default = 1;
      description = "How many pods may be away at once, as a number or a percentage.";
    };
  };

  /**
    `monitoring.enabled` of one instance.

    # Type

    ```
    monitoring :: Bool -> Options
    ```
  */
  monitoring = enabled: {
    enabled = mkOption {
      type = types.bool;
      default = enabled;
      defaultText = lib.literalMD "the cluster's `monitoring.enabled`";
      description = "Whether this instance exposes its metrics.";
    };
  };

  /**
    Variables of a container: text, numbers, or references.

    # Type

    ```
    variables :: String -> Option
    ```
  */
  variables =
    description:
    mkOption {
      type = types.attrsOf (
        types.oneOf [
          types.str
          types.int
          types.attrs
        ]
      );
      default = { };
      example = lib.literalExpression ''
        {
          LOG_LEVEL = "debug";
          API_TOKEN = kix.secretRef { name = "api"; key = "token"; };
        }
      '';
      inherit description;
    };

  /**
    `containers.NAME`: changes to single containers of an instance, whichever of its pods they are in; `"*"` stands for all.
  */
  containers = mkOption {
    default = { };
    example = lib.literalExpression ''
      {
        "*".extraEnv.TZ = "Europe/Vienna";
        metrics.resources.limits.memory = "128Mi";
      }
    '';
    description = ''
      Changes to containers by name: the main one, those beside it (an exporter, a sentinel), those that run before it, and those of the
      instance's other pods (a webhook). `"*"` is all of them, and what is said of one by its name wins. `kix.workload`'s other options
      (`resources`, `extraEnv`, `extraVolumeMounts`) are those of the main container.
    '';
    type = types.attrsOf (
      types.submodule {
        options = {
          image = nullable imageName "The whole name of the image, in place of the package's." null;
          resources = resources { };
          extraEnv = variables "Further environment variables, or others in place of the package's.";
          extraVolumeMounts = rawList "Further volume mounts, of volumes in `extraVolumes`.";
          securityContext = mkOption {
            type = types.attrs;
            default = { };
            example = lib.literalExpression "{ readOnlyRootFilesystem = false; }";
            description = "Fields of the container's `securityContext`, in place of the package's.";
          };
        };
      }
    );
  };

  /**
    All common options of a package that runs pods. `kix.workload` declares them for packages that
    are built with it; others join them with their own: `options = kix.options.workload { … } // { … }`.

    `replicas`: the default number of pods, null for a program that runs once; `autoscaling`:
    null, or the defaults of that group; `ingress`: whether there is a web interface;
    `networkPolicy`: null, or whether one is made by default; `service`: whether there is a Service; `monitoring`: null for a
    program without metrics, or `{ enabled }`, whether the cluster monitors; a set, so that options can be declared without that.

    # Type

    ```
    workload :: { image, requests?, limits?, securityContext, probes?, replicas?, autoscaling?, ingress?, networkPolicy?, service?, monitoring? } -> Options
    ```
  */
  workload =
    {
      image,
      requests ? { },
      limits ? { },
      securityContext,
      probes ? { },
      terminationGracePeriodSeconds ? 30,
      replicas ? null,
      autoscaling ? null,
      ingress ? false,
      networkPolicy ? null,
      service ? false,
      monitoring ? null,
    }:
    lib.optionalAttrs (replicas != null) { replicas = workloadParts.replicas replicas; }
    // lib.optionalAttrs (replicas != null || autoscaling != null) { inherit podDisruptionBudget; }
    // lib.optionalAttrs service { service = workloadParts.service; }
    // lib.optionalAttrs (monitoring != null) {
      monitoring = workloadParts.monitoring monitoring.enabled;
    }
    // lib.optionalAttrs (autoscaling != null) {
      autoscaling = workloadParts.autoscaling autoscaling;
    }
    // lib.optionalAttrs ingress { ingress = workloadParts.ingress { }; }
    // lib.optionalAttrs (networkPolicy != null) {
      networkPolicy = workloadParts.networkPolicy networkPolicy;
    }
    // {
      image = workloadParts.image image;
      resources = workloadParts.resources { inherit requests limits; };
      securityContext = workloadParts.securityContext securityContext;
      probes = workloadParts.probes probes;
      inherit scheduling;

      extraEnv = variables "Further environment variables of the main container: text, or a reference.";
      inherit containers;
      extraVolumes = rawList ''
        Further volumes of the pod. Other pods of the instance get those that `containers` mounts there.
      '';
      updateStrategy = mkOption {
        type = types.nullOr types.attrs;
        default = null;
        example = lib.literalExpression ''{ type = "RollingUpdate"; rollingUpdate.maxSurge = 1; }'';
        description = "How pods are replaced by newer ones: the workload's `strategy` (`updateStrategy` of a StatefulSet or DaemonSet). Null leaves it as the package has it.";
      };
      extraVolumeMounts = rawList "Further volume mounts of the main container.";
      extraContainers = rawList "Further containers of the pod.";
      initContainers = rawList "Containers that run before the others.";
      podLabels = strings "Further labels of the pods.";
      podAnnotations = strings "Further annotations of the pods.";
      serviceAccount = {
        create = mkOption {
          type = types.bool;
          default = true;
          description = "Whether the pods get a ServiceAccount of their own.";
        };
        name = nullable types.str ''
          Name of the ServiceAccount. Null names it after the instance; without `create` it must
          name one that exists.
        '' null;
        annotations = strings ''
          Annotations of the ServiceAccount, such as a cloud role to assume.
        '';
      };
      terminationGracePeriodSeconds = mkOption {
        type = types.ints.unsigned;
        default = terminationGracePeriodSeconds;
        description = "Seconds a pod has to end after it was asked to.";
      };
    };

  # `workload` takes arguments of the same names as the functions it calls.
  workloadParts = {
    inherit
      image
      resources
      securityContext
      probes
      replicas
      autoscaling
      ingress
      networkPolicy
      service
      monitoring
      ;
  };

  /**
    A storage option group: `storage.size`, `storage.storageClassName`, `storage.accessModes`.

    # Type

    ```
    storage :: String -> Options
    ```
  */
  storage = size: {
    size = sizeOption "Size of each replica's volume." size;
    storageClassName = nullable types.str ''
      StorageClass of the volumes. Null takes the one that the injected
      `storage-classes` names, else the cluster's default class.
    '' null;
    accessModes = accessModes;
  };

  /**
    The access modes of a volume.
  */
  accessModes = mkOption {
    type = types.nonEmptyListOf (
      types.enum [
        "ReadWriteOnce"
        "ReadOnlyMany"
        "ReadWriteMany"
        "ReadWriteOncePod"
      ]
    );
    default = [ "ReadWriteOnce" ];
    description = "How nodes may mount the volume.";
  };

  /**
    The name of a Secret that must exist; by default the instance's name with a suffix.

    # Type

    ```
    secretName :: Scope -> String -> String -> Option
    ```
  */
  secretName =
    scope: suffix: description:
    mkOption {
      type = types.str;
      default = scope.mkName suffix;
      defaultText = lib.literalExpression ''scope.mkName "${suffix}"'';
      inherit description;
    };

  /**
    The key of a password in a Secret.
  */
  secretKey = mkOption {
    type = types.str;
    default = "password";
    description = "Key of the password in the Secret.";
  };

  /**
    The options of pods that an operator makes of a custom resource, as far as such resources have places for them:
    policies about them reach the operator's pods.

    # Type

    ```
    operated :: String -> Options
    ```

    The argument ends the descriptions: what the labels and annotations are put on besides the pods.
  */
  operated = besides: {
    scheduling = {
      inherit (scheduling)
        nodeSelector
        tolerations
        affinity
        priorityClassName
        ;
    };
    podLabels = strings "Further labels of the pods${besides}." // {
      example = lib.literalExpression ''{ team = "platform"; }'';
    };
    podAnnotations = strings "Further annotations of the pods${besides}." // {
      example = lib.literalExpression ''{ "backup.example.com/include" = "true"; }'';
    };
  };

  /**
    `tls.secretName` of a server that can encrypt its connections.

    # Type

    ```
    serverTLS :: Options
    ```
  */
  serverTLS = {
    secretName = nullable types.str ''
      Secret with the server's certificate (`tls.crt`, `tls.key`) and who signed it (`ca.crt`), as cert-manager makes them. With one, clients
      connect by TLS.
    '' null;
    required = mkOption {
      type = types.bool;
      default = true;
      description = "Whether connections without TLS are refused, where there is a certificate.";
    };
  };

  /**
    A TCP port, with a check that says so.

    # Type

    ```
    port :: String -> Int -> Option
    ```
  */
  port =
    description: default:
    mkOption {
      type = types.port;
      inherit description default;
    };
}
