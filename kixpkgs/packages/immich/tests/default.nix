{ compile, package, packages, lib, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
  with' = modules: compile ([
    {
      instances.test.storage = {
        package = packages.persistent-volume-claim;
        config.size = "100Gi";
      };
      instances.test.subject.package = package;
    }
  ] ++ modules);
in
{
  kinds.snapshot = builtins.attrNames (with' [ ]).resources;
  server.snapshot = (with' [ ]).resources."Deployment/test/subject".spec.template.spec;
  metricsOfBothProcesses = {
    expr =
      let
        found =
          discovery:
          let
            r =
              (with' [
                {
                  monitoring = {
                    enabled = true;
                    inherit discovery;
                  };
                }
              ]).resources;
          in
          {
            monitored = map (e: e.port) (
              r."ServiceMonitor/test/subject".spec.endpoints or [ ]
            );
            ports = map (p: "${p.name} ${toString p.port}") r."Service/test/subject".spec.ports;
          };
      in
      {
        operator = found "operator";
        # An annotation names one port.
        annotations = found "annotations";
      };
    expected = {
      operator = {
        monitored = [
          "metrics"
          "jobs-metrics"
        ];
        ports = [
          "http 2283"
          "metrics 8081"
          "jobs-metrics 8082"
        ];
      };
      annotations = {
        monitored = [ ];
        ports = [
          "http 2283"
          "metrics 8081"
        ];
      };
    };
  };
  withoutMachineLearning = {
    expr =
      let
        r = (with' [ { instances.test.subject.config.machineLearning.enabled = false; } ]).resources;
        inherit (builtins.head r."Deployment/test/subject".spec.template.spec.containers) env;
      in
      {
        made = r ? "Deployment/test/subject-machine-learning";
        # Else the server goes on asking for it.
        told = lib.filter (each: lib.hasPrefix "IMMICH_MACHINE" each.name) env;
      };
    expected = {
      made = false;
      told = [
        {
          name = "IMMICH_MACHINE_LEARNING_ENABLED";
          value = "false";
        }
      ];
    };
  };
  volumesOfAllContainers = {
    expr =
      let
        r =
          (with' [
            {
              instances.test.subject.config = {
                extraVolumes = [
                  {
                    name = "authorities";
                    configMap.name = "authorities";
                  }
                  {
                    name = "other";
                    emptyDir = { };
                  }
                ];
                containers."*".extraVolumeMounts = [
                  {
                    name = "authorities";
                    mountPath = "/etc/ssl/certs";
                  }
                ];
              };
              external = [
                {
                  kind = "ConfigMap";
                  namespace = "test";
                  name = "authorities";
                }
              ];
            }
          ]).resources;
        volumes = name: map (volume: volume.name) r."Deployment/test/${name}".spec.template.spec.volumes;
      in
      {
        server = volumes "subject";
        learning = volumes "subject-machine-learning";
      };
    expected = {
      server = [
        "library"
        "authorities"
        "other"
      ];
      learning = [
        "cache"
        "tmp"
        "authorities"
      ];
    };
  };
  aSmallLibraryIsWarnedAbout = {
    expr = (with' [ { instances.test.storage.config.size = lib.mkForce "10Gi"; } ]).warnings;
    expected = [
      "immich 'subject' library storage is 10Gi\n— recommended minimum is 50Gi for photo libraries"
    ];
  };
  settingsAreAFile = {
    expr =
      let
        r = (with' [ { instances.test.subject.config.configuration.trash.days = 30; } ]).resources;
        server = builtins.head r."Deployment/test/subject".spec.template.spec.containers;
      in
      {
        inherit (r."ConfigMap/test/subject") data;
        variable = map (each: each.value) (lib.filter (each: each.name == "IMMICH_CONFIG_FILE") server.env);
        mounted = lib.any (mount: mount.mountPath == "/config") server.volumeMounts;
      };
    expected = {
      data."immich-config.json" = ''{"trash":{"days":30}}'';
      variable = [ "/config/immich-config.json" ];
      mounted = true;
    };
  };
  isToldNothingByServiceLinks = {
    # A Service of this name would otherwise make IMMICH_PORT a URL, and the server would not start.
    expr = (with' [ ]).resources."Deployment/test/subject".spec.template.spec.enableServiceLinks;
    expected = false;
  };
  aDatabaseThatInsistsOnEncryption = {
    expr =
      let
        r = (with' [ { instances.test.immich-postgres = { package = packages.immich-postgres; config.tls.secretName = "certificate"; }; } ]).resources;
        inherit (builtins.head r."Deployment/test/subject".spec.template.spec.containers) env;
      in
      map (each: each.value) (lib.filter (each: each.name == "DB_SSL_MODE") env);
    expected = [ "require" ];
  };
  aCacheThatInsistsOnEncryption = {
    expr = with' [ { instances.test.valkey = { package = packages.valkey; config.tls.secretName = "certificate"; }; } ];
    expectedError = "takes connections by TLS alone";
  };
}
