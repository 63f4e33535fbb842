/**
  The options every cluster has, as a module. The compiler adds `instances`.
*/
{
  config,
  lib,
  packages,
  ...
}:
let
  inherit (lib) mkOption types;

  # namespace → the tenants that claim it
  owners = lib.zipAttrs (
    lib.mapAttrsToList (tenant: { namespaces, ... }: lib.genAttrs namespaces (_: tenant)) config.tenants
  );

  strings =
    description:
    mkOption {
      type = types.attrsOf types.str;
      default = { };
      inherit description;
    };

  podSecurityLevel =
    mode:
    mkOption {
      type = types.nullOr (
        types.enum [
          "privileged"
          "baseline"
          "restricted"
        ]
      );
      default = null;
      description = "Pod Security Standard to ${mode} in this namespace. Null sets no label.";
    };

  namespace = types.submodule (
    { config, ... }:
    {
      options = {
        create = mkOption {
          type = types.bool;
          default = true;
          description = ''
            Whether the Namespace is a resource of this cluster definition. Turn it off for
            namespaces that exist already and that another tool owns.
          '';
        };
        labels = strings "Labels of the Namespace.";
        annotations = strings "Annotations of the Namespace.";
        podSecurity = {
          enforce = podSecurityLevel "enforce";
          warn = podSecurityLevel "warn about";
          audit = podSecurityLevel "record violations of";
        };
      };

      config.labels = lib.mapAttrs' (mode: level: {
        name = "pod-security.kubernetes.io/${mode}";
        value = lib.mkDefault level;
      }) (lib.filterAttrs (_: level: level != null) config.podSecurity);
    }
  );
in
{
  imports = [
    ./policy.nix
    ./support-options.nix
  ];

  options = {
    name = mkOption {
      type = types.strMatching "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
      description = "Name of the cluster; by default the attribute it is defined under.";
      example = "prod-eu1";
    };

    kubernetes.version = mkOption {
      type = types.strMatching "1[.][0-9]+";
      default = "1.36";
      example = "1.35";
      description = ''
        Version of the Kubernetes API that resources are written for and checked against.
      '';
    };

    namespaces = mkOption {
      type = types.attrsOf namespace;
      default = { };
      description = ''
        Namespaces with their labels and annotations. Namespaces of instances and of tenants
        need no entry of their own.
      '';
      example = lib.literalExpression ''
        { monitoring.podSecurity.enforce = "baseline"; }
      '';
    };

    availablePackages = mkOption {
      type = types.lazyAttrsOf types.raw;
      default = packages;
      defaultText = lib.literalExpression "packages";
      description = ''
        Packages that injection may instantiate by itself when an instance requires something
        that the cluster does not have. An empty set turns that off.
      '';
    };

    tenants = mkOption {
      default = { };
      description = ''
        Teams, and the namespaces they own. Definitions from all modules add up. The package
        `network-policies` lets the namespaces of a tenant talk to one another.
      '';
      type = types.attrsOf (
        types.submodule {
          options = {
            namespaces = mkOption {
              type = types.listOf types.str;
              default = [ ];
              description = "Namespaces of the tenant.";
            };
            allowFrom = mkOption {
              type = types.listOf types.str;
              default = [ ];
              description = "Other namespaces that may open connections to this tenant's pods.";
            };
          };
        }
      );
    };

    priorities = mkOption {
      default = { };
      description = ''
        Importance of a namespace's pods. The package `priority-classes` makes a PriorityClass
        of each entry, and packages give it to their pods.
      '';
      type = types.attrsOf (
        types.submodule {
          options = {
            value = mkOption {
              type = types.int;
              check = v: v <= 1000000000;
              description = "Higher is more important. Values above 1000000000 belong to Kubernetes.";
            };
            preemptionPolicy = mkOption {
              type = types.enum [
                "PreemptLowerPriority"
                "Never"
              ];
              default = "PreemptLowerPriority";
              description = "Whether pods may displace less important ones.";
            };
            description = mkOption {
              type = types.nullOr types.str;
              default = null;
              description = "What the class is for.";
            };
          };
        }
      );
    };

    monitoring = {
      enabled = mkOption {
        type = types.bool;
        default = false;
        description = "Whether packages expose metrics and make them known.";
      };
      discovery = mkOption {
        type = types.enum [
          "annotations"
          "operator"
        ];
        default = "annotations";
        description = ''
          How metrics are found: by `prometheus.io/*` annotations of the pods, or by
          ServiceMonitors of the prometheus-operator, whose CRDs must then exist.
        '';
      };
      namespace = mkOption {
        type = types.str;
        default = "monitoring";
        description = "Namespace the metrics are collected from; network policies let it in.";
      };
      interval = mkOption {
        type = types.strMatching "[0-9]+(ms|s|m|h)";
        default = "30s";
        description = "Time between scrapes.";
      };
      labels = strings "Labels that ServiceMonitors must have for the operator to pick them up.";
    };

    transformers = mkOption {
      type = types.attrsOf (
        types.addCheck types.raw lib.isFunction
        // {
          description = "function from a resource to a resource";
        }
      );
      default = { };
      description = ''
        Functions from a resource to a resource, run on every resource of the cluster in the
        order of their names.
      '';
      example = lib.literalExpression ''
        {
          owner = resource: lib.recursiveUpdate resource {
            metadata.annotations."example.com/owner" = "platform";
          };
        }
      '';
    };

    assertions = mkOption {
      default = [ ];
      description = "Conditions the whole cluster must meet.";
      type = types.listOf (
        types.submodule {
          options = {
            assertion = mkOption {
              type = types.bool;
              description = "What must be true.";
            };
            message = mkOption {
              type = types.str;
              description = "What to say when it is not.";
            };
          };
        }
      );
    };

    warnings = mkOption {
      type = types.listOf types.str;
      default = [ ];
      description = "Messages to show with each build.";
    };

    external = mkOption {
      default = [ ];
      description = ''
        Objects that exist in the cluster without kix: they count as existing when references
        are checked. Packages add what they need from outside, such as Secrets.
      '';
      example = lib.literalExpression ''
        [
          { kind = "StorageClass"; name = "fast-ssd"; }
          { kind = "Secret"; namespace = "shop"; name = "smtp"; keys = [ "password" ]; }
        ]
      '';
      type = types.listOf (
        types.submodule {
          options = {
            kind = mkOption {
              type = types.str;
              description = "Kind of the object.";
            };
            name = mkOption {
              type = types.str;
              description = "Name of the object.";
            };
            namespace = mkOption {
              type = types.nullOr types.str;
              default = null;
              description = "Its namespace; null for cluster-scoped kinds.";
            };
            keys = mkOption {
              type = types.listOf types.str;
              default = [ ];
              description = "Keys of a ConfigMap or Secret. An empty list means: not known, so not checked.";
            };
          };
        }
      );
    };
  };

  config = {
    # A tenant's namespaces exist, and say whose they are; that they are nobody else's is an assertion below.
    namespaces = lib.mapAttrs (_: tenants: {
      labels."kix.dev/tenant" = lib.mkDefault (builtins.head tenants);
    }) owners;

    # Who chooses the operator says that it runs, and so that its CRDs exist.
    external =
      lib.mkIf (config.monitoring.enabled && config.monitoring.discovery == "operator")
        [
          {
            kind = "CustomResourceDefinition";
            name = "servicemonitors.monitoring.coreos.com";
          }
        ];

    assertions = lib.mapAttrsToList (
      namespace: owners: {
        assertion = builtins.length owners == 1;
        message = "Namespace '${namespace}' is claimed by more than one tenant: ${lib.concatStringsSep ", " owners}.";
      }
    ) owners;
  };
}
