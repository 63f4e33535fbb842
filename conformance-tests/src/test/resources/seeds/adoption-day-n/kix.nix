{
  # Imports replaced with real packages, one at a time; the consumer stays as it is.
  clusters.test =
    { kix, packages, ... }:
    {
      instances = {
        cache.valkey  = { package = packages.valkey; };
        db.postgres   = {
          package = kix.mkImport {
            from = packages.postgres;
            config.storage.size = "400Gi";
            out.fqdn = "db.example.com";
          };
        };
        infra.ingress = { package = packages.ingress-nginx; };

        app.my-app    = { package = ./my-app.nix; };
      };
    };
}
