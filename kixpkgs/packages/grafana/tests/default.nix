{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
  variables =
    config: prefix:
    builtins.listToAttrs (
      builtins.filter (v: builtins.substring 0 (builtins.stringLength prefix) v.name == prefix && v ? value)
        (builtins.head (resources config)."StatefulSet/test/subject".spec.template.spec.containers).env
    );
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
  aPathOfAHost = {
    expr = variables {
      ingress.hosts = [ "example.com" ];
      ingress.path = "/grafana";
    } "GF_SERVER_";
    expected = {
      GF_SERVER_ROOT_URL = "https://example.com/grafana";
      GF_SERVER_SERVE_FROM_SUB_PATH = "true";
    };
  };
  mysqlIsEncrypted = {
    expr =
      let
        all = variables {
          database = {
            type = "mysql";
            host = "db.data:3306";
            caSecretName = "authority";
          };
        } "GF_DATABASE_";
      in
      {
        inherit (all) GF_DATABASE_SSL_MODE GF_DATABASE_CA_CERT_PATH GF_DATABASE_SERVER_CERT_NAME;
      };
    expected = {
      GF_DATABASE_SSL_MODE = "true";
      GF_DATABASE_CA_CERT_PATH = "/etc/grafana/database/ca.crt";
      GF_DATABASE_SERVER_CERT_NAME = "db.data";
    };
  };
  mysqlWithoutItsAuthority = {
    expr = resources {
      database = {
        type = "mysql";
        host = "db";
      };
    };
    expectedError = "Set database.caSecretName";
  };
  mysqlWithTheWordsOfPostgres = {
    expr = resources {
      database = {
        type = "mysql";
        host = "db";
        sslMode = "require";
      };
    };
    expectedError = "no encryption at all with MySQL";
  };
  # What a StatefulSet can never change.
  itsServiceStaysWhenItGrows = {
    expr =
      let
        name =
          replicas:
          (resources {
            inherit replicas;
            database = {
              type = "postgres";
              host = "pg:5432";
            };
          })."StatefulSet/test/subject".spec.serviceName;
      in
      name 1 == name 2;
    expected = true;
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
