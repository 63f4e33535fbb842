{
  clusters.test =
    { kix, packages, ... }:
    let
      all = packages // {
        stackgres-cluster = ./stackgres-cluster.nix;
        my-app = ./my-app.nix;
      };
    in
    {
      # The database is managed by another team. Don't redeploy it.
      instances.database = {
        postgres = {
          package = kix.mkImport { from = all."stackgres-cluster"; };
        };
      };

      # Your app depends on postgres normally — DI resolves to the import.
      instances.my-app = {
        app = { package = all.my-app; };  # gets postgres.out.fqdn via DI
      };
    };
}
