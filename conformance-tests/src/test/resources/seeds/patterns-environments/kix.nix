{
  clusters.test =
    { kix, packages, ... }:
    let
      # The service stack as instance sets (functions).
      appStack = { env, ... }: {
        app      = { package = packages.python-app; config = { image.tag = env.config.imageTag; replicas = env.config.replicas; }; };
      };
      dataStack = { env, ... }: {
        postgres = { package = packages.postgres; config = { storage.size = env.config.pgStorage; }; };
        valkey   = { package = packages.valkey; };
      };
    in
    {
      # Three environments from one template.
      instances =
        kix.mkEnv "prod"  { config = { imageTag = "v26.12.4"; replicas = 16; pgStorage = "400Gi"; }; }
          { app = appStack; data = dataStack; }
        // kix.mkEnv "stage" { config = { imageTag = "v26.12.5-rc1"; replicas = 4; pgStorage = "100Gi"; }; }
          { app = appStack; data = dataStack; }
        // kix.mkEnv "demo"  { config = { imageTag = "v26.12.4"; replicas = 2; pgStorage = "50Gi"; }; }
          { app = appStack; data = dataStack; };
    };
}
