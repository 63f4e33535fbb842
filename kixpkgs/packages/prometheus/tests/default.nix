{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  configuration.snapshot = builtins.fromJSON (resources { })."ConfigMap/test/subject".data."prometheus.yaml";
  rules.snapshot = (resources { })."ClusterRole/test-subject".rules;
  nothingToSeeIsWarnedAbout = {
    expr = (cluster { }).warnings;
    expected = [
      "prometheus 'subject' runs, but monitoring.enabled is off: packages expose no metrics."
    ];
  };
  aRetentionIsATime = {
    expr = resources { retention = "forever"; };
    expectedError = "retention";
  };
}
