{ compile, package, packages, kix, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  cluster.snapshot = (resources { })."SGCluster/test/subject".spec;
  canBeImported = {
    expr =
      let
        r =
          (compile {
            instances.database.postgres.package = kix.mkImport { from = package; };
            instances.test.app = {
              package = packages.python-app;
              config.image.tag = "v1";
            };
          }).resources;
      in
      {
        made = r ? "SGCluster/database/postgres";
        marked = r."Import/database/postgres".spec.out.fqdn;
      };
    expected = {
      made = false;
      marked = "postgres.database.svc.cluster.local";
    };
  };
}
