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
  objectStorage.snapshot =
    let
      r = resources {
        replicas = 3;
        tenants = true;
        objectStorage = {
          bucket = "logs";
          endpoint = "http://s3.data:8333";
          secretName = "s3";
        };
      };
    in
    {
      configuration = builtins.fromJSON r."ConfigMap/test/subject".data."loki.yaml";
      inherit (builtins.head r."StatefulSet/test/subject".spec.template.spec.containers) args env ports;
      headless = r."Service/test/subject-headless".spec;
    };
  # Loki 3.6 does not start with an address without its scheme.
  anAddressHasItsScheme = {
    expr =
      map
        (
          endpoint:
          let
            inherit
              ((builtins.fromJSON
                (resources {
                  objectStorage = {
                    bucket = "logs";
                    inherit endpoint;
                  };
                })."ConfigMap/test/subject".data."loki.yaml"
              ).common.storage
              )
              s3
              ;
          in
          [
            s3.endpoint
            s3.insecure
          ]
        )
        [
          "s3.example.com"
          "http://s3.data:8333"
        ];
    expected = [
      [
        "https://s3.example.com"
        false
      ]
      [
        "http://s3.data:8333"
        true
      ]
    ];
  };
  severalNeedAStore = {
    expr = resources { replicas = 3; };
    expectedError = "logs of its own";
  };
  twoAreWorseThanOne = {
    expr = resources {
      replicas = 2;
      objectStorage.bucket = "logs";
    };
    expectedError = "Take 1 or 3";
  };
}
