{ clusters.test = { kix, packages, ... }: { instances = kix.mkEnv "prod" { } { app.web = packages.web-app; }; }; }
