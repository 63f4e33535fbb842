let
  shapes = { lib, ... }:
  let inherit (lib) mkOption types; in
  {
    options.shapes = mkOption { 
      default = [];
      type = types.listOf (types.submodule {
        options.size = mkOption { type = types.int; default = 1; };
        options.inner = {
          depth = mkOption { type = types.int; default = 1; };
          deep = mkOption { type = types.attrsOf (types.submodule { options.value = mkOption { type = types.int; }; }); default = {}; };
        };
      });
    };
    options.free = mkOption {
      default = {};
      type = types.submodule { freeformType = types.attrsOf types.int; options.known = mkOption { type = types.str; default = "x"; }; };
    };
    options.one = mkOption { type = types.attrsOf (types.submodule { options.radius = mkOption { type = types.int; }; }); default = {}; };
    options.tags = mkOption { default = {}; type = types.attrsOf (types.attrTag {
       square = mkOption { type = types.int; };
       circle = mkOption { type = types.submodule { options.radius = mkOption { type = types.int; }; }; };
    }); };
    options.nul = mkOption { default = null; type = types.nullOr (types.submodule { options.x = mkOption { type = types.int; }; }); };
    options.eith = mkOption { default = {}; type = types.attrsOf (types.either types.int (types.submodule { options.a = mkOption { type = types.int; }; })); };
  };
in
{
  clusters.a = { lib, packages, kix, ... }: {
    imports = [ shapes ];
    kubernetes.version = "1.31";
    tenants.acme.namespace = [ "x" ];
    tenants.acme.namespaces = "x";
    tenants.beta.allowFrom = [ 3 ];
    external = [ { kind = "Secret"; nam = "smtp"; } { kind = 3; name = "x"; } ];
    assertions = [ { assertion = "yes"; message = "hello"; } { assertion = false; mesage = "foo"; } ];
    monitorin.enabled = true;
    monitoring.enabled = "yes";
    shapes = [ { size = "3"; inner.depht = 4; } { sizes = 3; inner.deep.x.valu = 1; inner.deep.y.value = "a"; } ];
    free.known = 3;
    free.a = "3";
    free.b = 3;
    one.circle.r = "3";
    tags.a = { squar = 3; };
    tags.b = { circle.radius = "x"; };
    services.corends.enable = true;
    services.coredns.enabled = true;
    services.coredns.prometheus.enable = "yes";
    # Options of an instance are looked at, too, where they do not depend on what is wrong above.
    instances.own.app = {
      package = { scope, lib, kix }: kix.mkPackage (_: {
        options.replicas = lib.mkOption { type = lib.types.int; default = 1; };
        options.size = lib.mkOption { type = lib.types.enum [ "small" "large" ]; default = "small"; };
        resources = { };
      });
      config = { replica = 3; size = "lage"; };
    };
    instances.foo.bar.pakage = packages.valkey;
    nul.x = "s"; 
    eith.a.b = 3;
    priorities.x.value = 2000000000;
    priorities.y.value = "z";
    priorities.z = {};
  };
}
