# An argument that cannot be filled; the options can be explained all the same.
{
  clusters.test =
    let
      db = { scope }: { resources = { }; };
    in
    {
      instances.shop.app = {
        config.replicas = 3;
        package = { scope, lib, store }: {
          options.replicas = lib.mkOption { type = lib.types.int; default = 1; };
          resources.main = scope.mkResource { kind = "ConfigMap"; data.store = store.out.name; };
        };
      };
      instances.a.one = { package = db; aliases = [ "store" ]; };
      instances.b.two = { package = db; aliases = [ "store" ]; };
    };
}
