# "A dependency that is used makes an edge in the graph, whether a string, a number or a function of its `out` was used."
{
  clusters.test =
    { lib, ... }:
    {
      instances.data.db.package = { scope, self }: {
        resources.service = scope.mkResource { kind = "ConfigMap"; data = { }; };
        out = { inherit (self.resources.service.out) name; port = 5432; url = path: "http://db/${path}"; open = true; };
      };
      instances.shop.app.package = { scope, db, self }: {
        options.port = lib.mkOption { type = lib.types.int; default = db.out.port; };
        resources = lib.mapAttrs (name: text: scope.mkResource { kind = "ConfigMap"; inherit name; data.text = text; }) {
          string = db.out.name;
          number = toString db.out.port;
          function = db.out.url "x";
          boolean = lib.boolToString db.out.open;
          option = toString self.config.port;
          nothing = "alone";
        };
      };
    };
}
