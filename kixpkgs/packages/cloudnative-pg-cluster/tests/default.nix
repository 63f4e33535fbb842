{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  cluster.snapshot = (resources { })."Cluster/test/subject".spec;
  standsInForPostgres = {
    expr =
      let
        app = builtins.head
          (compile {
            instances.test.postgres.package = package;
            instances.test.app = {
              package = packages.python-app;
              config.image.tag = "v1";
            };
          }).resources."Deployment/test/app".spec.template.spec.containers;
      in
      builtins.filter (variable: variable.name == "DATABASE_HOST") app.env;
    expected = [
      {
        name = "DATABASE_HOST";
        value = "postgres-rw.test.svc.cluster.local";
      }
    ];
  };
  schedulingIsThePodsOfTheOperator = {
    expr =
      (resources { scheduling.nodeSelector.disk = "ssd"; })."Cluster/test/subject".spec.affinity;
    expected.nodeSelector.disk = "ssd";
  };
  production.snapshot =
    let
      r =
        (compile {
          monitoring = {
            enabled = true;
            discovery = "operator";
          };
          instances.test.subject = {
            inherit package;
            config = {
              storageWAL = "10Gi";
              superuser.secretName = "root";
              initSQL = [ "CREATE EXTENSION vector" ];
              backup = {
                destination = "s3://backups/shop";
                endpoint = "http://s3.data:8333";
                secretName = "s3";
              };
              pooler = {
                enabled = true;
                mode = "transaction";
                parameters.max_client_conn = "1000";
              };
              settings.primaryUpdateMethod = "restart";
            };
          };
        }).resources;
    in
    {
      cluster = r."Cluster/test/subject".spec;
      backup = r."ScheduledBackup/test/subject".spec;
      pooler = r."Pooler/test/subject-pooler".spec;
      store = r."ObjectStore/test/subject".spec;
      monitor = r."PodMonitor/test/subject".spec;
      poolerMonitor = r."PodMonitor/test/subject-pooler".spec;
    };
  clientsGoThroughThePooler = {
    expr =
      (compile {
        instances.test.postgres = {
          inherit package;
          config.pooler.enabled = true;
        };
        instances.test.client.package =
          { scope, kix, postgres }:
          kix.mkPackage (self: {
            resources.config = scope.mkResource {
              kind = "ConfigMap";
              data.host = postgres.out.fqdn;
            };
          });
      }).resources."ConfigMap/test/client".data.host;
    expected = "postgres-pooler.test.svc.cluster.local";
  };
  backupsByTheAccount = {
    expr =
      (resources { backup.destination = "s3://b"; })
      ."ObjectStore/test/subject".spec.configuration.s3Credentials;
    expected.inheritFromIAMRole = true;
  };
  backupsByTheOperatorItself = {
    expr =
      let
        r = resources {
          backup = {
            destination = "s3://b";
            method = "barmanObjectStore";
          };
        };
      in
      {
        store = r ? "ObjectStore/test/subject";
        plugins = r."Cluster/test/subject".spec ? plugins;
        inherit (r."Cluster/test/subject".spec.backup) retentionPolicy;
        method = r."ScheduledBackup/test/subject".spec ? method;
      };
    expected = {
      store = false;
      plugins = false;
      retentionPolicy = "30d";
      method = false;
    };
  };
  # The operator's Service of replicas leads nowhere when there are none.
  readersOfOneServer = {
    expr =
      map
        (
          replicas:
          (compile {
            instances.test.postgres = {
              inherit package;
              config = { inherit replicas; };
            };
            instances.test.client.package =
              { scope, kix, postgres }:
              kix.mkPackage (self: {
                resources.config = scope.mkResource {
                  kind = "ConfigMap";
                  data.host = postgres.out.readFqdn;
                };
              });
          }).resources."ConfigMap/test/client".data.host
        )
        [
          1
          3
        ];
    expected = [
      "postgres-r.test.svc.cluster.local"
      "postgres-ro.test.svc.cluster.local"
    ];
  };
}
