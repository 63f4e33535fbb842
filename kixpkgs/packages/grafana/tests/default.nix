{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  pod.snapshot = (resources { })."StatefulSet/test/subject".spec.template.spec;
  dataSourcesAreInjected = {
    expr =
      map (source: source.name)
        (builtins.fromJSON
          (compile {
            instances.test.subject.package = package;
            instances.test.loki.package = packages.loki;
          }).resources."ConfigMap/test/subject".data."kix.yaml"
        ).datasources;
    expected = [ "loki" ];
  };
  settingsAreVariables = {
    expr =
      builtins.filter (v: v.name == "GF_SERVER_ROOT_URL")
        (builtins.head
          (resources { settings.GF_SERVER_ROOT_URL = "https://grafana.example.com"; })
          ."StatefulSet/test/subject".spec.template.spec.containers
        ).env;
    expected = [
      {
        name = "GF_SERVER_ROOT_URL";
        value = "https://grafana.example.com";
      }
    ];
  };
  dashboards.snapshot =
    let
      r = resources {
        dashboards."Team A".Nodes = { title = "Nodes"; };
        alerting.contactPoints = [ ];
      };
      pod = r."StatefulSet/test/subject".spec.template.spec;
    in
    {
      folder = r."ConfigMap/test/subject-dashboards-team-a".data;
      provisioning = r."ConfigMap/test/subject-provisioning".data;
      mounts = (builtins.head pod.containers).volumeMounts;
    };
  severalShareADatabase.snapshot =
    let
      r = resources {
        replicas = 2;
        database = {
          type = "postgres";
          host = "pg:5432";
        };
      };
      set = r."StatefulSet/test/subject".spec;
    in
    {
      inherit (set) serviceName replicas;
      volumes = set ? volumeClaimTemplates;
      inherit (builtins.head set.template.spec.containers) env;
      gossip = r."Service/test/subject-headless".spec;
    };
  severalWithAFileEach = {
    expr = resources { replicas = 2; };
    expectedError = "users and dashboards of its own";
  };
  plugins = {
    expr = builtins.filter (variable: variable.name == "GF_PLUGINS_PREINSTALL_SYNC") (builtins.head
      (resources { plugins = [ "a" "b@1" ]; })."StatefulSet/test/subject".spec.template.spec.containers
    ).env;
    expected = [
      {
        name = "GF_PLUGINS_PREINSTALL_SYNC";
        value = "a,b@1";
      }
    ];
  };
}
