{
  clusters.test = { lib, packages, kix, ... }: {
    imports = [ ./policy.nix ];
    availablePackages.postgres = { lib, backup ? null, pgBouncer ? null }: {
      options.size = lib.mkOption { type = lib.types.str; default = "1Gi"; };
    };
    instances = {
      shop.app = {
        package = { scope, lib, postgres, valkey, cache ? null, queue ? null, clusterIssuer ? null }: {
          options = {
            replicas = lib.mkOption { type = lib.types.int; default = 1; };
            names = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
            host = lib.mkOption { type = lib.types.str; };
          };
        };
        deps.queue = "tools/queue-two";
        config = {
          replicas = lib.mkIf (1 == 1) 3;
          names = lib.mkMerge [ [ "a" ] (lib.mkIf false [ "b" ]) ];
        };
      };
      data.redis = { package = { }; aliases = [ "cache" ]; };
      tools.queue-one = { package = { }; };
      tools.queue-two = { package = { }; };
    } // kix.mkEnv "prod" { } { db = { valkey.package = { }; }; };
  };
}
