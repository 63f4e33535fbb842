{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  pod.snapshot = (resources { })."StatefulSet/test/subject".spec.template.spec;
  configuration.snapshot = (resources { })."ConfigMap/test/subject".data;
  withoutAVolume = {
    expr =
      (resources { persistence = false; })."StatefulSet/test/subject".spec ? volumeClaimTemplates;
    expected = false;
  };
  hasNoSentinels = {
    expr = compile {
      instances.test.redis = {
        inherit package;
        aliases = [ "valkey" ];
      };
      instances.test.app = {
        package = packages.python-app;
        config = {
          image.tag = "v1";
          cache.sentinel = true;
        };
      };
    };
    expectedError = "attribute 'sentinelPort' missing";
  };
}
