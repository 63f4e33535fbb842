# "`kix.mkEnv NAME { config } { group = { env, ... }: { instance = …; }; }` → namespaces `NAME-group`, wired among themselves."
{
  clusters.test =
    { kix, ... }:
    let
      db = { scope }: { resources.main = scope.mkResource { kind = "ConfigMap"; data = { }; }; out.place = scope.namespace; };
      app = { scope, db, self, lib }: {
        options.replicas = lib.mkOption { type = lib.types.int; };
        resources.main = scope.mkResource { kind = "ConfigMap"; data = { db = db.out.place; replicas = toString self.config.replicas; }; };
      };
      groups = {
        app = { env, ... }: { app = { package = app; config.replicas = env.config.replicas; }; };
        data.db.package = db;
      };
    in
    {
      instances = kix.mkEnv "prod" { config.replicas = 16; } groups // kix.mkEnv "demo" { config.replicas = 2; } groups;
    };
}
