# An option that takes certain words only, or nothing, is asked with those.
{
  clusters.test =
    { lib, packages, ... }:
    {
      instances.shop.own = {
        config.protocol = "ICMP";
        config.limit = lib.mkIf true null;
        package =
          { scope, kix, ... }:
          kix.mkPackage (self: {
            options.protocol = lib.mkOption {
              type = lib.types.enum [
                "TCP"
                "ICMP"
              ];
              default = "TCP";
            };
            options.limit = lib.mkOption {
              type = lib.types.nullOr lib.types.int;
              default = 80;
            };
            resources.service = scope.mkResource {
              kind = "Service";
              spec = {
                clusterIP = "None";
                ports = [
                  {
                    port = if self.config.limit == null then 70000 else self.config.limit;
                    protocol = self.config.protocol;
                  }
                ];
              };
            };
          });
      };
    };
}
