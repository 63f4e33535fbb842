# "For formal f of instance I in namespace N, names f and its kebab-case form are tried"; the six steps, the nearest first.
{
  clusters.test =
    { kix, config, ... }:
    let
      db = { scope }: {
        resources.main = scope.mkResource { kind = "ConfigMap"; data = { }; };
        out.place = "${scope.namespace}/${scope.instanceName}";
      };
      shows = wanted: {
        main = { scope, mainDb }: kix.mkPackage (_: { resources.main = scope.mkResource { kind = "ConfigMap"; data.found = if mainDb == null then "null" else mainDb.out.place; }; });
        optional = { scope, mainDb ? { out.place = "the default"; } }: { resources.main = scope.mkResource { kind = "ConfigMap"; data.found = mainDb.out.place; }; };
      }.${wanted};
      app = shows "main";
      optional = shows "optional";
    in
    {
      availablePackages = { };
      instances =
        {
          # 1. deps
          name.app = { package = app; deps.mainDb = "other"; };
          name.other.package = db;
          name.main-db.package = db;
          path.app = { package = app; deps.mainDb = "name/other"; };
          value.app = { package = app; deps.mainDb = config.instances.name.other; };
          none.app = { package = app; deps.mainDb = null; };
          # 2. the namespace: a name before aliases
          here.app.package = app;
          here.main-db.package = db;
          here.aliased = { package = db; aliases = [ "main-db" ]; };
          alias.app.package = app;
          alias.aliased = { package = db; aliases = [ "mainDb" ]; };
        }
        # 3. the environment, 4. the cluster: `env-app` and `env-data` are one environment
        // kix.mkEnv "env" { } { app.app.package = app; data.main-db.package = db; };
    };
}
