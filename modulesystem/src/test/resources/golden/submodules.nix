# Submodules: names, defaults from config, nesting, freeform, specialArgs, declarations from two modules.
{ lib }:
let
  inherit (lib) mkOption mkIf mkDefault types;
  eval = modules: (lib.evalModules { inherit modules; }).config;
  server = { name, config, ... }: {
    options = {
      host = mkOption { type = types.str; default = "${name}.example.org"; };
      ports = mkOption { type = types.listOf types.port; default = [ ]; };
      url = mkOption { type = types.str; readOnly = true; default = "http://${config.host}"; };
    };
    config.ports = mkIf (name == "web") [ 80 ];
  };
in
{
  attrsOf = eval [
    { options.servers = mkOption { type = types.attrsOf (types.submodule server); default = { }; }; }
    { servers.web = { ports = [ 443 ]; }; servers.db.host = "db"; }
    ({ config, ... }: { servers.copy.host = config.servers.db.host; })
  ];
  listOf = eval [
    { options.l = mkOption { type = types.listOf (types.submodule { options.a = mkOption { type = types.int; default = 1; }; }); }; }
    { l = [ { } { a = 2; } ]; }
    { l = [ { a = 3; } ]; }
  ];
  functionModule = eval [
    { options.s = mkOption { type = types.submodule { options.a = mkOption { type = types.int; }; options.b = mkOption { type = types.int; }; }; }; }
    { s = { config, ... }: { a = config.b + 1; }; }
    { s.b = mkDefault 4; }
  ];
  freeform = eval [
    { options.s = mkOption { type = types.submodule { freeformType = types.attrsOf types.int; options.known = mkOption { type = types.str; default = "k"; }; }; }; }
    { s = { x = 1; y = 2; }; }
    { s.y = 2; }
  ];
  topFreeform = eval [
    { freeformType = types.attrsOf types.anything; options.a.b = mkOption { default = 1; }; }
    { a.c = 2; d.e = 3; }
  ];
  specialArgs = eval [
    { options.s = mkOption { type = types.submoduleWith { specialArgs.extra = 9; modules = [ ({ extra, ... }: { options.v = mkOption { default = extra; }; }) ]; }; default = { }; }; }
  ];
  declaredTwice = eval [
    { options.s = mkOption { type = types.submodule { options.a = mkOption { default = 1; }; }; default = { }; }; }
    { options.s = mkOption { type = types.submodule { options.b = mkOption { default = 2; }; }; }; }
  ];
  declaredBeside = eval [
    { options.s = mkOption { type = types.submodule { options.a = mkOption { default = 1; }; }; default = { }; }; }
    { options.s.b = mkOption { default = 2; }; }
  ];
  nested = eval [
    { options.a = mkOption { type = types.attrsOf (types.submodule (outer@{ name, ... }: {
      options.b = mkOption {
        type = types.attrsOf (types.submodule ({ name, ... }: { options.path = mkOption { default = "${outer.name}/${name}"; }; }));
      };
    })); }; }
    { a.x.b.y = { }; a.x.b.z = { }; a.w.b = { }; }
  ];
  nullOr = eval [
    { options.s = mkOption { type = types.nullOr (types.submodule { options.a = mkOption { default = 1; }; }); default = null; }; }
    { s = { }; }
  ];
  emptyValue = eval [ { options.s = mkOption { type = types.submodule { options.a = mkOption { default = 1; }; }; }; } ];
  conditionalEntry = eval [
    { options.a = mkOption { type = types.attrsOf (types.submodule { options.v = mkOption { default = 0; }; }); }; }
    { a.gone = mkIf false { v = 1; }; a.here = mkIf true { v = 2; }; }
  ];
}
