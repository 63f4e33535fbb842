{ clusters.test = { kix, packages, ... }: { instances = kix.mkEnv "prod" { } { app = packages.web-app; }; }; }
