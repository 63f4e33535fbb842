# "kix.mkImport { from; config ? {}; out ? {}; namespace ?; }": only `out` is computed; no manifest but a marker.
{
  clusters.test =
    { kix, lib, packages, ... }:
    let
      # Would fail if anything but `out` were evaluated.
      database = { scope, self, lib, store }: {
        options.size = lib.mkOption { type = lib.types.str; default = "1Gi"; };
        options.required = lib.mkOption { type = lib.types.str; };
        resources.service = scope.mkResource { kind = "Service"; spec.ports = [ { port = 5432; } ]; };
        resources.secret = throw "no manifest";
        assertions = throw "no assertion";
        warnings = throw "no warning";
        out = { inherit (self.resources.service.out) name fqdn port; inherit (self.config) size; user = "postgres"; };
      };
    in
    {
      instances.data.db.package = kix.mkImport {
        from = database;
        config.size = "400Gi";
        out.user = "shop";
        namespace = "elsewhere";
        name = "main";
      };
      instances.shop.app.package = { scope, db }: {
        resources.main = scope.mkResource {
          kind = "ConfigMap";
          data = { inherit (db.out) name fqdn size user; port = toString db.out.port; };
        };
      };
    };
}
