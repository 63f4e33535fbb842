# "a `mkForce` that a package cannot take is a warning that names the package"
{
  clusters.test =
    { lib, packages, ... }:
    {
      instances.*.*.config.hardening.level = lib.mkForce 9;
      instances.data.cache.package = packages.valkey;
      instances.data.app.package = packages.web-app;
      instances.data.own.package = { scope, self, lib }: {
        options.hardening.level = lib.mkOption { type = lib.types.int; };
        resources.main = scope.mkResource { kind = "ConfigMap"; data.level = toString self.config.hardening.level; };
      };
    };
}
