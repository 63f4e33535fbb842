# "each followed by what was looked at and the instances that would have matched"; all of them in one run.
{
  clusters.test =
    let
      db = { scope }: { resources = { }; };
      app = { scope, postgres }: { resources = { }; };
    in
    {
      availablePackages = { };
      instances = {
        my-namespace.app.package = app;
        my-namespace.one = { package = db; aliases = [ "postgres" ]; };
        my-namespace.two = { package = db; aliases = [ "postgres" ]; };
        lonely.app.package = { scope, store }: { resources = { }; };
        lonely.wrong = { package = app; deps.postgers = "one"; };
        lonely.nowhere = { package = app; deps.postgres = "my-namespace/three"; };
        near.app.package = { scope, storages }: { resources = { }; };
        near.storage.package = db;
      };
    };
}
