{
  clusters.test =
    { kix, packages, ... }:
    {
      instances = kix.mkEnv "prod" { config.replicas = 3; } {
        app =
          { env, ... }:
          {
            web = {
              package = packages.web-app;
              config.replicas = env.config.replica;
            };
          };
      };
    };
}
