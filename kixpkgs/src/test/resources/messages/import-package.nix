{ clusters.test = { kix, packages, ... }: { instances.db.postgres.package = kix.mkImport packages.postgres; }; }
