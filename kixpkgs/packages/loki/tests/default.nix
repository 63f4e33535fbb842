{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  configuration.snapshot = builtins.fromJSON (resources { })."ConfigMap/test/subject".data."loki.yaml";
  settingsWin = {
    expr =
      (builtins.fromJSON
        (resources { settings.limits_config.retention_period = "48h"; })
        ."ConfigMap/test/subject".data."loki.yaml"
      ).limits_config.retention_period;
    expected = "48h";
  };
  aServerThatIsNotReadyLives = {
    expr =
      let
        container = builtins.head (resources { })
          ."StatefulSet/test/subject".spec.template.spec.containers;
      in
      map (probe: container.${probe}.httpGet.path) [
        "livenessProbe"
        "readinessProbe"
      ];
    expected = [
      "/loki/api/v1/status/buildinfo"
      "/ready"
    ];
  };
}
