/**
  The resources that stand around a workload, each from the few things that differ. Every function
  takes `scope` and returns the result of `scope.mkResource`, or a set of such results.
*/
{ lib }:
let
  dropNull = lib.filterAttrs (_: v: v != null);
in
rec {
  /**
    The ports of a container, from `[ { name, port, protocol?, container? } ]`.

    # Type

    ```
    containerPorts :: [AttrSet] -> [ContainerPort]
    ```
  */
  containerPorts =
    ports:
    map (
      {
        name,
        port,
        protocol ? "TCP",
        ...
      }:
      {
        inherit name protocol;
        containerPort = port;
      }
    ) (lib.filter (p: p.container or true) ports);

  /**
    The ports of a Service, from `[ { name, port, servicePort?, protocol?, appProtocol?, service? } ]`.

    # Type

    ```
    servicePorts :: [AttrSet] -> [ServicePort]
    ```
  */
  servicePorts =
    ports:
    map (
      {
        name,
        port,
        servicePort ? port,
        protocol ? "TCP",
        appProtocol ? null,
        ...
      }:
      {
        inherit name protocol;
        port = servicePort;
        targetPort = name;
      }
      // lib.optionalAttrs (appProtocol != null) { inherit appProtocol; }
    ) (lib.filter (p: p.service or true) ports);

  /**
    What mounts the certificate of a `kix.options.serverTLS` group: `volumes`, `volumeMounts` and `external`; all empty without one.
    `path`: where. The key is readable for the pod's group (`fsGroup`).

    # Type

    ```
    certificate :: { tls :: AttrSet; path :: String; } -> { volumes, volumeMounts, external }
    ```
  */
  certificate =
    { tls, path }:
    let
      has = tls.secretName != null;
    in
    {
      volumes = lib.optional has {
        name = "certificate";
        secret = {
          inherit (tls) secretName;
          # 0640: the group of the pod reads the key, and nobody else.
          defaultMode = 416;
        };
      };
      volumeMounts = lib.optional has {
        name = "certificate";
        mountPath = path;
        readOnly = true;
      };
      external = lib.optional has (
        externalSecret tls.secretName [
          "ca.crt"
          "tls.crt"
          "tls.key"
        ]
      );
    };

  /**
    The password that an injected package wants from its clients: `secret`, with `name` and `key`, or null; and an assertion that it
    can be read, since a Secret cannot be from another namespace. `package`: the injected one, or null; `what`: what it is to the client.
    `encrypted`: whether its port is for TLS alone; `plain`: an assertion that it is not, for clients that know nothing else.

    # Type

    ```
    clientSecret :: { scope, package, what } -> { secret :: AttrSet | Null; assertion :: AttrSet; encrypted :: Bool; plain :: AttrSet; }
    ```
  */
  clientSecret =
    {
      scope,
      package,
      what,
    }:
    let
      secret = if package == null then null else package.out.secret or null;
      encrypted = package != null && package.out ? tlsPort && package.out.tlsPort == package.out.port;
    in
    {
      inherit secret encrypted;
      plain = {
        assertion = !encrypted;
        message = ''
          ${what} takes connections by TLS alone, and '${scope.instanceName}' would come without it.
          Set tls.required = false there: then there is a port for each.'';
      };
      assertion = {
        assertion = secret == null || package.out.namespace == scope.namespace;
        message = ''
          ${what} wants a password, whose Secret is in the namespace '${toString package.out.namespace or null}': it cannot be read from there.
          Run ${what} in the namespace '${scope.namespace}'.'';
      };
    };

  /**
    The ServiceAccount of an instance, whose token is not mounted unless a pod asks for it.

    # Type

    ```
    serviceAccount :: { scope, config, name? } -> Resource
    ```
  */
  serviceAccount =
    {
      scope,
      config,
      name ? scope.instanceName,
    }:
    scope.mkResource {
      kind = "ServiceAccount";
      name = if config.serviceAccount.name != null then config.serviceAccount.name else name;
      inherit (config.serviceAccount) annotations;
      automountServiceAccountToken = false;
    };

  /**
    A Service in front of a workload.

    # Type

    ```
    service :: { scope, selector, ports, name?, labels?, annotations?, ... } -> Resource
    ```

    Everything else is a field of the Service's spec; `null` leaves one out.
  */
  service =
    {
      scope,
      selector,
      ports,
      name ? scope.instanceName,
      labels ? { },
      annotations ? { },
      type ? "ClusterIP",
      ...
    }@args:
    scope.mkResource {
      kind = "Service";
      inherit name labels annotations;
      spec = {
        inherit type selector;
        ports = servicePorts ports;
      }
      // removeAttrs args [
        "scope"
        "selector"
        "ports"
        "name"
        "labels"
        "annotations"
        "type"
      ];
    };

  /**
    That `ranges`, the value of an option `option`, are those of a load balancer: the API server refuses them at a Service of another `type`.

    # Type

    ```
    sourceRangesAssertion :: { option, ranges, type } -> { assertion, message }
    ```
  */
  sourceRangesAssertion =
    {
      option,
      ranges,
      type,
    }:
    {
      assertion = ranges == [ ] || type == "LoadBalancer";
      message = ''
        ${option} is set, but the Service is of type ${type}: the API server takes such networks for load balancers alone.
        Leave ${option} empty, or make the type LoadBalancer.'';
    };

  /**
    The Service that gives the pods of a StatefulSet their names in DNS.

    # Type

    ```
    headlessService :: { scope, selector, ports, ... } -> Resource
    ```
  */
  headlessService =
    { scope, ... }@args:
    service (
      {
        name = scope.mkName "headless";
        type = null;
        clusterIP = "None";
      }
      // args
    );

  /**
    Keeps all but one of the pods, or all but `maxUnavailable`, while nodes are drained.

    # Type

    ```
    podDisruptionBudget :: { scope, selector, name?, maxUnavailable? } -> Resource
    ```
  */
  podDisruptionBudget =
    {
      scope,
      selector,
      name ? scope.instanceName,
      maxUnavailable ? 1,
    }:
    scope.mkResource {
      kind = "PodDisruptionBudget";
      inherit name;
      spec = {
        inherit maxUnavailable;
        selector.matchLabels = selector;
      };
    };

  /**
    A HorizontalPodAutoscaler from a `kix.options.autoscaling` group. `target`: the `out` of the
    workload.

    # Type

    ```
    horizontalPodAutoscaler :: { scope, autoscaling, target } -> Resource
    ```
  */
  horizontalPodAutoscaler =
    {
      scope,
      autoscaling,
      target,
    }:
    let
      utilization = name: averageUtilization: {
        type = "Resource";
        resource = {
          inherit name;
          target = {
            type = "Utilization";
            inherit averageUtilization;
          };
        };
      };
    in
    scope.mkResource {
      kind = "HorizontalPodAutoscaler";
      spec = {
        scaleTargetRef = {
          inherit (target) apiVersion kind name;
        };
        inherit (autoscaling) minReplicas maxReplicas;
        metrics = [
          (utilization "cpu" autoscaling.targetCPUUtilization)
        ]
        ++ lib.optional (autoscaling.targetMemoryUtilization != null) (
          utilization "memory" autoscaling.targetMemoryUtilization
        );
      };
    };

  /**
    The Secret of an Ingress's certificate: the one its options name, else one that the
    cluster-issuer makes, else null.
  */
  tlsSecretName =
    {
      scope,
      ingress,
      clusterIssuer ? null,
      ...
    }:
    if ingress.tlsSecretName != null then
      ingress.tlsSecretName
    else if clusterIssuer != null then
      scope.mkName "tls"
    else
      null;

  /**
    The ingress controller among a package's arguments: `ingressNginx`, else `traefik`, else null. With both in a cluster, an
    Ingress chooses the other by `ingress.className`.

    # Type

    ```
    ingressController :: Arguments -> Package | Null
    ```
  */
  ingressController =
    {
      ingressNginx ? null,
      traefik ? null,
      ...
    }:
    if ingressNginx != null then ingressNginx else traefik;

  /**
    An Ingress from a `kix.options.ingress` group, with the class of the injected ingress controller and
    the certificate of the injected `cluster-issuer`, where there are any.

    # Type

    ```
    ingress :: { scope, ingress, service, port, hosts?, annotations?, ingressController?, clusterIssuer? } -> Resource
    ```
  */
  ingress =
    {
      scope,
      ingress,
      service,
      port,
      hosts ? ingress.hosts,
      annotations ? { },
      ingressController ? null,
      clusterIssuer ? null,
    }@args:
    let
      secretName = tlsSecretName args;
      # Without a cluster-issuer the arguments stay as they are: no certificate, no crash.
      withCert = if clusterIssuer != null then clusterIssuer.out.withCert else lib.id;
    in
    scope.mkResource (
      {
        kind = "Ingress";
        annotations = annotations // ingress.annotations;
        spec = {
          ingressClassName =
            if ingress.className != null then
              ingress.className
            else if ingressController != null then
              ingressController.out.ingressClassName
            else
              null;
          rules = map (host: {
            inherit host;
            http.paths = [
              {
                inherit (ingress) path;
                pathType = "Prefix";
                backend.service = {
                  inherit (service) name;
                  port.name = port;
                };
              }
            ];
          }) hosts;
          tls =
            if secretName == null then
              null
            else
              [
                {
                  inherit hosts secretName;
                }
              ];
        };
      }
      |> withCert
    );

  /**
    A role and its binding to a ServiceAccount: `clusterRole` and `clusterRoleBinding` from the rules in
    `cluster`, `role` and `roleBinding` from those in `namespace`. An empty list makes none.
    `serviceAccount`: its name. Cluster-scoped names carry the namespace: two instances may share
    a name. `exceptions`: reasons by the name of a validation rule that the cluster role breaks and must.

    # Type

    ```
    rbac :: { scope, resources, serviceAccount, cluster?, namespace?, name?, exceptions? } -> { RESOURCES }
    ```

    `resources`: `self.resources`, from which the bindings take the roles' names.
  */
  rbac =
    {
      scope,
      resources,
      serviceAccount,
      cluster ? [ ],
      namespace ? [ ],
      name ? scope.instanceName,
      exceptions ? { },
    }:
    let
      clusterName = "${scope.namespace}-${name}";
      subjects = [
        {
          kind = "ServiceAccount";
          name = serviceAccount;
          inherit (scope) namespace;
        }
      ];
      roleRef = kind: target: {
        apiGroup = "rbac.authorization.k8s.io";
        inherit kind;
        inherit (target.out) name;
      };
    in
    lib.optionalAttrs (cluster != [ ]) {
      clusterRole = scope.mkResource {
        kind = "ClusterRole";
        name = clusterName;
        annotations = lib.mapAttrs' (rule: lib.nameValuePair "ignore-rule.kix.dev/${rule}") exceptions;
        rules = cluster;
      };
      clusterRoleBinding = scope.mkResource {
        kind = "ClusterRoleBinding";
        name = clusterName;
        roleRef = roleRef "ClusterRole" resources.clusterRole;
        inherit subjects;
      };
    }
    // lib.optionalAttrs (namespace != [ ]) {
      role = scope.mkResource {
        kind = "Role";
        inherit name;
        rules = namespace;
      };
      roleBinding = scope.mkResource {
        kind = "RoleBinding";
        inherit name;
        roleRef = roleRef "Role" resources.role;
        inherit subjects;
      };
    };

  /**
    One rule of a role, from its group, resources and verbs.

    # Type

    ```
    rule :: String -> [String] -> [String] -> PolicyRule
    ```

    # Example

    ```nix
    rule "apps" [ "deployments" ] [ "get" "list" "watch" ]
    ```
  */
  rule = group: resources: verbs: {
    apiGroups = [ group ];
    inherit resources verbs;
  };

  /**
    A rule that lets things be read: get, list and watch.

    # Type

    ```
    readRule :: String -> [String] -> PolicyRule
    ```
  */
  readRule =
    group: resources:
    rule group resources [
      "get"
      "list"
      "watch"
    ];

  /**
    A rule that lets things be read and written.

    # Type

    ```
    writeRule :: String -> [String] -> PolicyRule
    ```
  */
  writeRule =
    group: resources:
    rule group resources [
      "get"
      "list"
      "watch"
      "create"
      "update"
      "patch"
      "delete"
    ];

  /**
    Leader election among the replicas of a controller, and the events it reports: the rules of a Role.
  */
  leaderElectionRules = [
    (rule "coordination.k8s.io"
      [ "leases" ]
      [
        "get"
        "list"
        "watch"
        "create"
        "update"
        "patch"
        "delete"
      ]
    )
    (rule ""
      [ "events" ]
      [
        "create"
        "patch"
      ]
    )
  ];

  /**
    A NetworkPolicy that closes the pods to all but the namespaces named, on all ports. `openPorts`: names of ports that are open to
    everybody, since they are offered outside of the cluster.

    # Type

    ```
    networkPolicy :: { scope, selector, namespaces, name?, openPorts? } -> Resource
    ```
  */
  networkPolicy =
    {
      scope,
      selector,
      namespaces,
      name ? scope.instanceName,
      openPorts ? [ ],
    }:
    scope.mkResource {
      kind = "NetworkPolicy";
      inherit name;
      spec = {
        podSelector.matchLabels = selector;
        policyTypes = [ "Ingress" ];
        ingress = [
          {
            from = [
              {
                namespaceSelector.matchExpressions = [
                  {
                    key = "kubernetes.io/metadata.name";
                    operator = "In";
                    values = lib.unique namespaces;
                  }
                ];
              }
            ];
          }
        ]
        ++ lib.optional (openPorts != [ ]) {
          ports = map (port: {
            inherit port;
          }) openPorts;
        };
      };
    };

  /**
    An entry of a package's `external` list for a CustomResourceDefinition, by its full name.

    # Type

    ```
    externalDefinition :: String -> AttrSet
    ```
  */
  externalDefinition = name: {
    kind = "CustomResourceDefinition";
    inherit name;
  };

  /**
    An entry of a package's `external` list for a Secret of the instance's namespace.

    # Type

    ```
    externalSecret :: String -> [String] -> AttrSet
    ```
  */
  externalSecret = name: keys: {
    kind = "Secret";
    inherit name keys;
  };

  /**
    A CustomResourceDefinition with one version, for packages that install an operator. The schema is
    open below `spec` and `status` unless `spec` gives it: the operator's own webhook knows the rest.

    # Type

    ```
    customResourceDefinition :: { scope, group, version, kind, plural?, namespaced?, spec?, shortNames?, categories?, columns?, scale?, selectableFields? } -> Resource
    ```

    `selectableFields`: paths such as `".spec.host"` that field selectors may name, where Kubernetes knows that (1.31).
  */
  customResourceDefinition =
    {
      scope,
      group,
      version,
      kind,
      plural ? "${lib.toLower kind}s",
      singular ? lib.toLower kind,
      namespaced ? true,
      status ? true,
      shortNames ? null,
      categories ? null,
      required ? null,
      spec ? {
        type = "object";
        x-kubernetes-preserve-unknown-fields = true;
      },
      properties ? { },
      columns ? null,
      scale ? null,
      selectableFields ? [ ],
      labels ? { },
      annotations ? { },
    }:
    scope.mkResource {
      kind = "CustomResourceDefinition";
      apiVersion = "apiextensions.k8s.io/v1";
      name = "${plural}.${group}";
      inherit labels annotations;
      spec = {
        inherit group;
        names = dropNull {
          inherit
            kind
            plural
            singular
            shortNames
            categories
            ;
          listKind = "${kind}List";
        };
        scope = if namespaced then "Namespaced" else "Cluster";
        versions = [
          (
            {
              name = version;
              served = true;
              storage = true;
              schema.openAPIV3Schema = {
                type = "object";
                properties = {
                  apiVersion.type = "string";
                  kind.type = "string";
                  metadata.type = "object";
                  inherit spec;
                }
                // lib.optionalAttrs status {
                  status = {
                    type = "object";
                    x-kubernetes-preserve-unknown-fields = true;
                  };
                }
                // properties;
              }
              // lib.optionalAttrs (required != null) { inherit required; };
            }
            // lib.optionalAttrs (columns != null) { additionalPrinterColumns = columns; }
            // lib.optionalAttrs (selectableFields != [ ] && lib.versionAtLeast scope.kubernetesVersion "1.31") {
              selectableFields = map (jsonPath: { inherit jsonPath; }) selectableFields;
            }
            // lib.optionalAttrs status {
              subresources = {
                status = { };
              }
              // lib.optionalAttrs (scale != null) { inherit scale; };
            }
          )
        ];
      };
    };
}
