# Who may talk to whom, from the cluster option `tenants`.
{
  scope,
  lib,
  kix,
  config,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;

    namespaceNames = namespaces: {
      key = "kubernetes.io/metadata.name";
      operator = "In";
      values = namespaces;
    };

    guests =
      tenant:
      tenant.allowFrom
      ++ cfg.ingressNamespaces
      ++ lib.optional config.monitoring.enabled config.monitoring.namespace;

    # Instances of a tenant that are to be reached from outside, as far as their own definitions say so.
    published =
      tenant:
      lib.concatMap (
        namespace:
        lib.mapAttrsToList (name: _: "'${name}' (namespace '${namespace}')") (
          lib.filterAttrs (
            name: instance:
            name != "*"
            && instance.enable
            && lib.any (definition: definition.config.ingress.hosts or [ ] != [ ]) instance.config
          ) (config.instances.${namespace} or { })
        )
      ) tenant.namespaces;

    # One pair of policies for each namespace of each tenant.
    plain = lib.concatMapAttrs (
      name: tenant:
      lib.mergeAttrsList (
        map (namespace: {
          "deny-${namespace}" = scope.mkResource {
            kind = "NetworkPolicy";
            name = "default-deny";
            inherit namespace;
            spec = {
              podSelector = { };
              policyTypes = [ "Ingress" ];
            };
          };
          "allow-${namespace}" = scope.mkResource {
            kind = "NetworkPolicy";
            name = "allow-within-tenant-${name}";
            inherit namespace;
            spec = {
              podSelector = { };
              policyTypes = [ "Ingress" ];
              ingress = [
                {
                  from = [
                    {
                      namespaceSelector.matchExpressions = [
                        (namespaceNames (lib.unique (tenant.namespaces ++ guests tenant)))
                      ];
                    }
                  ];
                }
              ];
            };
          };
        }) tenant.namespaces
      )
    ) config.tenants;

    # Cilium needs one policy a tenant; an endpoint that a policy selects is closed to all others.
    cilium = lib.mapAttrs' (name: tenant: {
      name = "allow-${name}";
      value = scope.mkResource {
        apiVersion = "cilium.io/v2";
        kind = "CiliumClusterwideNetworkPolicy";
        name = "allow-within-tenant-${name}";
        spec = {
          endpointSelector.matchExpressions = [ (ciliumNamespaces tenant.namespaces) ];
          ingress = [
            {
              fromEndpoints = [
                {
                  matchExpressions = [ (ciliumNamespaces (lib.unique (tenant.namespaces ++ guests tenant))) ];
                }
              ];
            }
          ];
        };
      };
    }) config.tenants;

    ciliumNamespaces =
      namespaces: namespaceNames namespaces // { key = "k8s:io.kubernetes.pod.namespace"; };
  in
  {
    meta = {
      description = "Network policies from the tenants: a tenant's namespaces reach one another, others do not";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options = {
      flavour = lib.mkOption {
        type = lib.types.enum [
          "kubernetes"
          "cilium"
        ];
        default = "kubernetes";
        description = ''
          `kubernetes` writes NetworkPolicies into each namespace; `cilium` one
          CiliumClusterwideNetworkPolicy a tenant, whose CRD must exist.
        '';
      };
      ingressNamespaces = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        example = [ "nginx-system" ];
        description = "Namespaces of ingress controllers; they reach every tenant.";
      };
    };

    resources = if cfg.flavour == "cilium" then cilium else plain;

    out.tenants = lib.mapAttrs (_: tenant: tenant.namespaces) config.tenants;

    warnings = lib.concatMap (
      name:
      let
        tenant = config.tenants.${name};
        instances = published tenant;
      in
      lib.optional (cfg.ingressNamespaces == [ ] && tenant.allowFrom == [ ] && instances != [ ]) ''
        network-policies '${scope.instanceName}' keeps the ingress controller out of the tenant '${name}', of which ${lib.concatStringsSep ", " instances} has an Ingress
        — name the controller's namespace in ingressNamespaces''
    ) (lib.attrNames config.tenants);

    external = lib.optional (cfg.flavour == "cilium") {
      kind = "CustomResourceDefinition";
      name = "ciliumclusterwidenetworkpolicies.cilium.io";
    };
  }
)
