{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  kinds.snapshot = builtins.attrNames (resources { });
  configuration.snapshot = (resources {
    replicas = 3;
    sentinel.enabled = true;
  })."ConfigMap/test/subject".data;
  sentinelsStandBesideTheServers = {
    expr = map (c: c.name)
      (resources {
        replicas = 3;
        sentinel.enabled = true;
      })."StatefulSet/test/subject".spec.template.spec.containers;
    expected = [
      "valkey"
      "sentinel"
    ];
  };
  sentinelsSpeakPlainly = {
    expr = resources {
      replicas = 3;
      sentinel.enabled = true;
      tls.secretName = "tls";
    };
    expectedError = "without TLS";
  };
}
