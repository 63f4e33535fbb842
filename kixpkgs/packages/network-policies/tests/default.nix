{ compile, package, lib, ... }:
let
  resources =
    config:
    (compile {
      tenants.acme = {
        namespaces = [
          "shop-prod"
          "shop-stage"
        ];
        allowFrom = [ "backup" ];
      };
      monitoring.enabled = true;
      instances.kube-system.policies = {
        inherit package;
        config = {
          ingressNamespaces = [ "nginx-system" ];
        }
        // config;
      };
      namespaces.kube-system.create = false;
    }).resources;
  policies = r: lib.filterAttrs (name: _: lib.hasInfix "NetworkPolicy/" name) r;
in
{
  plain.snapshot = lib.mapAttrs (_: policy: policy.spec) (policies (resources { }));
  cilium.snapshot = lib.mapAttrs (_: policy: policy.spec) (policies (resources { flavour = "cilium"; }));
  ciliumHasOneATenant = {
    expr = builtins.attrNames (policies (resources { flavour = "cilium"; }));
    expected = [ "CiliumClusterwideNetworkPolicy/allow-within-tenant-acme" ];
  };
  aNamespaceHasOneOwner = {
    expr = compile {
      tenants.a.namespaces = [ "shop" ];
      tenants.b.namespaces = [ "shop" ];
      instances.test.policies.package = package;
    };
    expectedError = "Namespace 'shop' is claimed by more than one tenant: a, b";
  };
}
