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
  passwordComesFromTheEnvironment = {
    expr =
      let
        container = builtins.head (resources { auth.enabled = true; })."StatefulSet/test/subject".spec.template.spec.containers;
      in
      {
        inherit (container) command;
        env = map (e: "${e.name} from ${e.valueFrom.secretKeyRef.name}") container.env;
      };
    expected = {
      command = [
        "sh"
        "-c"
        ''exec redis-server /etc/redis/redis.conf --requirepass "$REDIS_PASSWORD"''
      ];
      env = [
        "REDISCLI_AUTH from subject-credentials"
        "REDIS_PASSWORD from subject-credentials"
      ];
    };
  };
  exporterStandsBesideItWhileTheClusterMonitors = {
    expr = map (c: c.name)
      (compile {
        monitoring.enabled = true;
        instances.test.subject = { inherit package; };
      }).resources."StatefulSet/test/subject".spec.template.spec.containers;
    expected = [
      "redis"
      "metrics"
    ];
  };
  monitoringIsTheInstancesToRefuse = {
    expr = map (c: c.name)
      (compile {
        monitoring.enabled = true;
        instances.test.subject = {
          inherit package;
          config.monitoring.enabled = false;
        };
      }).resources."StatefulSet/test/subject".spec.template.spec.containers;
    expected = [ "redis" ];
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
  encrypted.snapshot =
    let
      r = resources { tls.secretName = "tls"; };
      pod = r."StatefulSet/test/subject".spec.template.spec;
    in
    {
      files = r."ConfigMap/test/subject".data;
      inherit (builtins.head pod.containers) livenessProbe volumeMounts;
      inherit (pod) volumes;
      service = r."Service/test/subject".spec.ports;
    };

  encryptedOrNot = {
    expr = map (port: port.port) (resources {
      tls = {
        secretName = "tls";
        required = false;
      };
    })."Service/test/subject".spec.ports;
    expected = [
      6379
      6380
    ];
  };
}
