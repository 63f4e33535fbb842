{ clusters.test = { kix, ... }: { instances.db.postgres.package = kix.mkImport { }; }; }
