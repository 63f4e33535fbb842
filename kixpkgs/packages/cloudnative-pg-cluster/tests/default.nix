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
}
