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
  production.snapshot =
    let
      r = resources {
        retentionSize = "45GB";
        alertmanagers = [ "alertmanager:9093" ];
        remoteWrite = [ { url = "https://metrics.example.com"; } ];
        settings.global.external_labels.region = "eu";
        ingress.hosts = [ "prometheus.example.com" ];
        extraArgs = [ "--enable-feature=exemplar-storage" ];
      };
      configuration = builtins.fromJSON r."ConfigMap/test/subject".data."prometheus.yaml";
    in
    {
      inherit (configuration) alerting remote_write global;
      inherit (builtins.head r."StatefulSet/test/subject".spec.template.spec.containers) args;
    };
}
