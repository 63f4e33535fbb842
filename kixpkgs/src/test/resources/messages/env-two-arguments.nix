{ clusters.test = { kix, ... }: { instances = kix.mkEnv "prod" { app = { env, ... }: { }; }; }; }
