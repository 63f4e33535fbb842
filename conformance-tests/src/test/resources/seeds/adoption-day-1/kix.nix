{
  # Your first kix cluster definition: import everything.
  clusters.test =
    { kix, packages, ... }:
    {
      instances = {
        cache.valkey  = { package = kix.mkImport { from = packages.valkey; }; };
        db.postgres   = {
          package = kix.mkImport {
            from = packages.postgres;
            config.storage.size = "400Gi";
            out.fqdn = "db.example.com";
          };
        };
        infra.ingress = { package = kix.mkImport { from = packages.ingress-nginx; }; };

        # Only this is kix-managed:
        app.my-app    = { package = ./my-app.nix; };
      };
    };
}
