# "Wildcards": quoted and bare; only where the package declares the option, or is freeform; priorities as in NixOS.
{
  clusters.test =
    { lib, ... }:
    let
      declares =
        { scope, self, lib }:
        {
          options.a = lib.mkOption { type = lib.types.int; default = 0; };
          options.b = lib.mkOption { type = lib.types.str; default = "none"; };
          options.c = lib.mkOption { type = lib.types.int; default = 0; };
          resources.main = scope.mkResource {
            kind = "ConfigMap";
            data = { a = toString self.config.a; inherit (self.config) b; c = toString self.config.c; };
          };
        };
      # Declares no options at all: it takes any.
      freeform = { scope, self }: {
        resources.main = scope.mkResource { kind = "ConfigMap"; data.b = self.config.b or "none"; };
      };
      other = { scope, lib }: {
        options.other = lib.mkOption { type = lib.types.int; default = 0; };
        resources.main = scope.mkResource { kind = "ConfigMap"; data = { }; };
      };
    in
    {
      imports = [
        { instances."*"."*".config.b = "quoted"; }
        { instances.*.*.config.a = lib.mkDefault 1; }
        { instances.*.*.config.c = lib.mkForce 3; }
        # One component alone.
        { instances.two.*.config.a = lib.mkOverride 900 2; }
        { instances.*.third.config.a = lib.mkOverride 40 33; }
      ];
      instances.one.first.package = declares;
      instances.one.second = {
        package = declares;
        config.a = 10;
        config.c = 10;
      };
      instances.one.third = {
        package = declares;
        config.a = lib.mkForce 10;
      };
      instances.two.first.package = declares;
      instances.two.free.package = freeform;
      instances.two.other.package = other;
    };
}
