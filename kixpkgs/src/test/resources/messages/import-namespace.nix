{
  clusters.test =
    { kix, packages, ... }:
    {
      instances.db.postgres.package = kix.mkImport {
        from = packages.postgres;
        namespace = "Real DB";
      };
    };
}
