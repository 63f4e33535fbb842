# The same for what is risky: one image from two options, one of them set for every instance.
{
  clusters.test =
    { lib, packages, ... }:
    {
      namespaces.shop.podSecurity.enforce = "restricted";
      policy.image-digest = "error";
      instances.*.*.config.image.tag = lib.mkDefault "latest";
      instances.shop.web = {
        package = packages.web-app;
        config = lib.mkMerge [
          { image.repository = "example.com/web"; }
          { securityContext.runAsUser = 0; }
          (lib.mkIf false { securityContext.runAsUser = lib.mkForce 1; })
        ];
      };
    };
}
