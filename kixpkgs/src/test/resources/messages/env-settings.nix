{ clusters.test = { kix, ... }: { instances = kix.mkEnv "prod" { replicas = 3; } { }; }; }
