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
    one.circle = {};
    shapes = [ { inner.deep.a = {}; } ];
    priorities.x = {};
    external = [ { kind = "Deployment"; } ];
    instances.foo.bar = {};
  };
}
