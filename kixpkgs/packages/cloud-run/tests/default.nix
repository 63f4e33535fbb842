{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  kinds.snapshot = builtins.attrNames (resources { });
  pod.snapshot = (resources { })."Deployment/test/subject".spec.template.spec;
  scalesInPlaceOfAFixedNumber = {
    expr = (resources { })."Deployment/test/subject".spec ? replicas;
    expected = false;
  };
  isClosedToOtherNamespaces = {
    expr =
      let
        policy = (resources { networkPolicy.allowFrom = [ "front" ]; })."NetworkPolicy/test/subject".spec;
        from = builtins.head (builtins.head policy.ingress).from;
      in
      (builtins.head from.namespaceSelector.matchExpressions).values;
    expected = [
      "test"
      "front"
    ];
  };
  scalingNeedsARequest = {
    expr = resources { resources.requests.cpu = null; };
    expectedError = "autoscaling needs resources.requests.cpu";
  };
  fewestIsNotMoreThanMost = {
    expr = resources {
      autoscaling = {
        minReplicas = 5;
        maxReplicas = 2;
      };
    };
    expectedError = "autoscaling.minReplicas is above autoscaling.maxReplicas";
  };
}
