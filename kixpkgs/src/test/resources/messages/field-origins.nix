# A finding names the definitions behind a field: through packages, functions, conditions, merges,
# wildcards and priorities. The package's own defaults are where the field is.
{
  clusters.test =
    { lib, packages, ... }:
    let
      memory = gigabytes: "${toString (gigabytes * 1024)}Mi";
    in
    {
      namespaces.shop.podSecurity.enforce = "restricted";
      policy.image-digest = "error";

      instances.*.*.config.image.tag = lib.mkDefault "latest";

      instances.shop.web = {
        package = packages.web-app;
        config = lib.mkMerge [
          { image.repository = "example.com/web"; }
          (lib.mkIf true {
            replicas = lib.mkForce 5000000000;
            scheduling.nodeSelector."a b" = "x";
          })
          { replicas = 2; }
          { resources.limits.memory = memory 1; }
          { securityContext.runAsUser = 0; }
        ];
      };

      instances.shop.own = {
        config.extra = 70000;
        package =
          { scope, kix, ... }:
          kix.mkPackage (self: {
            options.extra = lib.mkOption {
              type = lib.types.int;
              default = 1;
            };
            options.unused = lib.mkOption {
              type = lib.types.int;
              default = 1;
            };
            resources.service = scope.mkResource {
              kind = "Service";
              spec = {
                clusterIP = "None";
                ports = [
                  { port = 80; }
                  {
                    name = "extra";
                    port = builtins.head (map (n: n * self.config.unused) [ self.config.extra ]);
                  }
                ];
              };
            };
          });
      };
    };
}
