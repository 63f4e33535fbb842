{
  compile,
  package,
  packages,
  lib,
  ...
}:
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
  anIngressNobodyReaches = {
    expr =
      map
        (
          config:
          (compile {
            tenants.acme.namespaces = [ "shop" ];
            instances.kube-system.policies = { inherit package config; };
            instances.shop.web = {
              package = packages.web-app;
              config.ingress.hosts = [ "shop.example.com" ];
            };
            instances.shop.inner.package = packages.web-app;
            namespaces.kube-system.create = false;
          }).warnings
        )
        [
          { }
          { ingressNamespaces = [ "nginx-system" ]; }
        ];
    expected = [
      [
        ''
          network-policies 'policies' keeps the ingress controller out of the tenant 'acme', of which 'web' (namespace 'shop') has an Ingress
          — name the controller's namespace in ingressNamespaces''
      ]
      [ ]
    ];
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
