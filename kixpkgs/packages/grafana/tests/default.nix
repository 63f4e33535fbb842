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
}
