{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  kinds.snapshot = builtins.attrNames (resources { ingress.hosts = [ "shop.example.com" ]; });
  pod.snapshot = (resources { })."Deployment/test/subject".spec.template.spec;
  onePodHasNoBudget = {
    expr = map (replicas: (resources { inherit replicas; }) ? "PodDisruptionBudget/test/subject") [
      1
      2
    ];
    expected = [
      false
      true
    ];
  };
  aRequestAboveItsLimitIsRefused = {
    expr = resources {
      resources = {
        requests.memory = "1Gi";
        limits.memory = "512Mi";
      };
    };
    expectedError = "resources.requests.memory \\(1Gi\\) is above resources.limits.memory \\(512Mi\\)";
  };
  misspellingsAreFound = {
    expr = resources { replcas = 2; };
    expectedError = "Did you mean 'replicas'";
  };
}
