# "A package is a function from what it needs to what it is", in every form; reserved arguments; `...` injects nothing.
{
  clusters.test =
    { lib, kix, packages, ... }:
    {
      instances.a = {
        # `self.config` is the instance's evaluated options, `self.out` what consumers see.
        made = {
          package = { scope, lib, kix, consumed, cache ? null, ... }: kix.mkPackage (self: {
            meta = { description = "a test"; version = "1.2.3"; lifecycle = "stateless"; scope = "cluster"; };
            options.replicaCount = lib.mkOption { type = lib.types.int; default = 2; check = v: v >= 0; };
            resources.main = scope.mkResource {
              kind = "ConfigMap";
              data = {
                replicas = toString self.config.replicaCount;
                out = self.out.port;
                consumed = consumed.out.port;
                version = self.meta.version;
                cache = if cache == null then "none" else "some";
              };
            };
            out = { inherit (self.resources.main.out) name; port = "8080"; };
            assertions = [ ];
            warnings = [ "made of ${toString self.config.replicaCount}" ];
          });
          config.replicaCount = 4;
        };
        consumed.package = { scope }: { resources.main = scope.mkResource { kind = "ConfigMap"; data = { }; }; out.port = "5432"; };
        function-of-self.package = self: {
          resources = { };
          options.x = lib.mkOption { default = 1; };
          out.port = toString self.config.x;
          warnings = [ "self.config.x = ${self.out.port}" ];
        };
        plain.package = { resources = { }; warnings = [ "a plain attribute set" ]; };
        file.package = ./package.nix;
        reserved.package = { scope, lib, kix, self, config, pkgs }: {
          resources.main = scope.mkResource {
            kind = "ConfigMap";
            data.types = lib.concatMapStringsSep " " builtins.typeOf [ scope lib kix self config pkgs ];
          };
        };
        # No instance and no package is called as in its body: nothing is injected.
        open.package = { scope, ... }@args: {
          resources.main = scope.mkResource {
            kind = "ConfigMap";
            data.names = lib.concatStringsSep " " (builtins.attrNames args);
          };
        };
      };
    };
}
