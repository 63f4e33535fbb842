{ compile, package, lib, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  kinds.snapshot = builtins.attrNames (resources { });
  clusterRules.snapshot = (resources { })."ClusterRole/test-subject".rules;
  pod.snapshot = (resources { })."Deployment/test/subject-controller".spec.template.spec;
  twoInOneNamespace = {
    expr =
      let
        r =
          (compile {
            instances.test.ingress-public.package = package;
            instances.test.ingress-private.package = package;
          }).resources;
      in
      lib.filter (name: lib.hasPrefix "Deployment/" name || lib.hasPrefix "IngressClass/" name) (
        builtins.attrNames r
      );
    expected = [
      "Deployment/test/private-controller"
      "Deployment/test/public-controller"
      "IngressClass/private"
      "IngressClass/public"
    ];
  };
  # allow-snippet-annotations alone does nothing since 1.12.
  snippetsAreLetThrough = {
    expr = {
      inherit ((resources { allowSnippets = true; })."ConfigMap/test/subject-controller".data)
        allow-snippet-annotations
        annotations-risk-level
        ;
      otherwise = (resources { })."ConfigMap/test/subject-controller".data ? annotations-risk-level;
    };
    expected = {
      allow-snippet-annotations = "true";
      annotations-risk-level = "Critical";
      otherwise = false;
    };
  };
  networksWithoutALoadBalancer = {
    expr = resources {
      serviceType = "NodePort";
      loadBalancerSourceRanges = [ "10.0.0.0/8" ];
    };
    expectedError = "the API server takes such networks for load balancers alone";
  };
  configBecomesText = {
    expr =
      (resources { config.enable-brotli = true; })
      ."ConfigMap/test/subject-controller".data.enable-brotli;
    expected = "true";
  };
}
