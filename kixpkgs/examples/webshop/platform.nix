# The platform: what every team stands on, and the rules that hold for all of them.
{
  config,
  lib,
  packages,
  ...
}:
let
  inherit (lib) mkDefault mkForce;

  tenantNamespaces = lib.concatMap (tenant: tenant.namespaces) (lib.attrValues config.tenants);
in
{
  kubernetes.version = "1.36";

  # --- Policy -------------------------------------------------------------------------------

  # A default: any team may set its own (a plain definition wins over mkDefault).
  instances.*.*.config.resources.limits.memory = mkDefault "512Mi";

  # Enforced: no team can switch it off (mkForce wins over everything).
  instances.*.*.config.securityContext.runAsNonRoot = mkForce true;
  instances.*.*.config.securityContext.allowPrivilegeEscalation = mkForce false;

  # Whatever namespaces the teams declare, the API server holds their pods to the strictest
  # Pod Security Standard. The packages are written for it.
  namespaces = lib.genAttrs tenantNamespaces (_: {
    podSecurity.enforce = "restricted";
    podSecurity.warn = "restricted";
  }) // {
    # Exists in every cluster; kix puts things into it, but does not own it.
    kube-system.create = false;
    nginx-system.podSecurity.enforce = "restricted";
  };

  # A rule of our own, checked on every resource like those of kix.
  policy.rules.few-load-balancers = {
    description = "Only the ingress controllers have an address outside of the cluster.";
    kinds = [ "Service" ];
    check =
      { resource, namespace, ... }:
      resource.spec.type or "ClusterIP" != "LoadBalancer" || namespace.name == "nginx-system";
  };

  # Every resource says whom to call.
  transformers.contact =
    resource:
    lib.recursiveUpdate resource {
      metadata.annotations."example.com/contact" = "platform@example.com";
    };

  # --- Name service ---------------------------------------------------------------------------

  instances.kube-system.coredns = {
    package = packages.coredns;
    config = {
      replicaCount = 3;
      service.clusterIP = "10.96.0.10";
      zones."corp.example.com:53" = "forward . 10.68.0.53 10.68.1.53";
    };
  };

  # ingress-nginx was given up by its project in March 2026. Without a reason each build would say so.
  support.accepted.ingress-nginx = "the teams move to the Gateway API, namespace by namespace";

  # --- Two ways in, one package ---------------------------------------------------------------

  instances.nginx-system = {
    ingress-public = {
      package = packages.ingress-nginx;
      # Applications that ask for "an ingress-nginx" get this one.
      aliases = [ "ingress-nginx" ];
      config = {
        replicaCount = 3;
        serviceType = "LoadBalancer";
        ingressClassName = "public";
      };
    };
    ingress-private = {
      package = packages.ingress-nginx;
      config = {
        replicaCount = 2;
        serviceType = "ClusterIP";
        ingressClassName = "private";
        config."whitelist-source-range" = "10.68.0.0/14";
      };
    };
  };

  # --- Certificates, storage, and what follows from the teams' declarations ---------------------

  instances.platform-system = {
    cluster-issuer = {
      package = packages.cluster-issuer;
      config = {
        type = "acme";
        acme.email = "platform@example.com";
      };
    };

    storage-classes = {
      package = packages.storage-classes;
      config = {
        default = "fast-ssd";
        classes.fast-ssd.provisioner = "csi.hetzner.cloud";
      };
    };

    # Reads `tenants`: the namespaces of a tenant reach one another, and nobody else does.
    network-policies = {
      package = packages.network-policies;
      config.ingressNamespaces = [ "nginx-system" ];
    };

    # Reads `priorities`: pods of important namespaces are scheduled first.
    priority-classes.package = packages.priority-classes;
  };

  # cert-manager runs here already, installed with its own chart.
  external = [
    {
      kind = "CustomResourceDefinition";
      name = "clusterissuers.cert-manager.io";
    }
    {
      kind = "StorageClass";
      name = "shared-nfs";
    }
  ];
}
