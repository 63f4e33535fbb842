# Steps 4 to 6: every other namespace; a required formal from `availablePackages`; the default. Optional arguments never instantiate.
{
  clusters.test =
    let
      db = { scope }: {
        resources.main = scope.mkResource { kind = "ConfigMap"; data = { }; };
        out.place = "${scope.namespace}/${scope.instanceName}";
      };
      show = scope: found: { resources.main = scope.mkResource { kind = "ConfigMap"; data.found = found; }; };
    in
    {
      availablePackages = {
        key-store = db;
        unwanted = _: throw "is not made";
      };
      instances = {
        cluster.app.package = { scope, mainDb }: show scope mainDb.out.place;
        data.main-db.package = db;
        automatic.app.package = { scope, keyStore }: show scope keyStore.out.place;
        # A second one in the namespace shares it, another namespace has its own.
        automatic.second.package = { scope, key-store }: show scope key-store.out.place;
        elsewhere.app.package = { scope, keyStore }: show scope keyStore.out.place;
        optional.app.package = { scope, unwanted ? null }: show scope (if unwanted == null then "default" else "made");
        # An optional argument takes what is there.
        there.app.package = { scope, mainDb ? null }: show scope mainDb.out.place;
      };
    };
}
