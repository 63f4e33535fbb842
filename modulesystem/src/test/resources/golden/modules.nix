# Imports, keys, disabled modules, arguments, extension, aliases.
{ lib }:
let
  inherit (lib) mkOption mkIf types;
  option = name: { options.${name} = mkOption { type = types.listOf types.str; default = [ ]; }; };
  keyed = { key = "k"; _file = "keyed.nix"; config.l = [ "once" ]; };
  eval = modules: lib.evalModules { inherit modules; };
  base = eval [ (option "l") { l = [ "a" ]; } ];
in
{
  imports = (eval [ (option "l") { imports = [ { l = [ "imported" ]; } ]; l = [ "own" ]; } ]).config;
  order = (eval [ (option "l") { imports = [ { l = [ "1" ]; } { l = [ "2" ]; } ]; l = [ "3" ]; } { l = [ "4" ]; } ]).config;
  keys = (eval [ (option "l") keyed { imports = [ keyed ]; } ]).config;
  disabled = (eval [ (option "l") keyed { disabledModules = [ { key = "k"; } ]; l = [ "left" ]; } ]).config;
  argument = (eval [ (option "l") { _module.args.word = "w"; } ({ word, ... }: { l = [ word ]; }) ]).config;
  specialArgs = (lib.evalModules {
    specialArgs.more = [ { l = [ "from special" ]; } ];
    modules = [ (option "l") ({ more, ... }: { imports = more; }) ];
  }).config;
  extended = (base.extendModules { modules = [ { l = [ "b" ]; } ]; }).config;
  asType = (eval [ { options.sub = mkOption { inherit (base) type; }; } { sub.l = [ "c" ]; } ]).config;
  options = {
    inherit (base.options.l) isDefined highestPrio files definitions loc declarations;
    locations = base.options.l.definitionsWithLocations;
    text = "${base.options.l}";
  };
  alias = (eval [ (option "l") (lib.mkAliasOptionModule [ "old" "name" ] [ "l" ]) { old.name = [ "x" ]; } { l = [ "y" ]; } ]).config;
  aliasPriority = (eval [
    { options.n = mkOption { type = types.int; default = 1; }; }
    (lib.mkAliasOptionModule [ "m" ] [ "n" ])
    { m = lib.mkForce 2; n = 3; }
  ]).config;
  derived = (eval [
    { options.a = mkOption { type = types.int; }; options.b = mkOption { type = types.int; }; }
    ({ options, ... }: { a = lib.mkForce 1; b = lib.mkDerivedConfig options.a (x: x + 1); })
    { b = 9; }
  ]).config;
  aliasDefinitions = (eval [
    (option "a") (option "b")
    ({ options, ... }: { a = [ "1" ]; b = lib.mkAliasDefinitions options.a; })
  ]).config;
  changed = (eval [
    { options.new = mkOption { type = types.str; }; options.warnings = mkOption { type = types.listOf types.str; }; }
    (lib.mkChangedOptionModule [ "old" ] [ "new" ] (config: if config.old > 1 then "many" else "one"))
    { _file = "user.nix"; old = 3; }
  ]).config;
  apply = (eval [ { options.x = mkOption { type = types.int; apply = x: x * 2; }; } { x = 4; } ]).config;
  class = (lib.evalModules { class = "c"; modules = [ { _class = "c"; options.x = mkOption { default = 1; }; } ]; }).config;
  declaredType = (eval [
    { options.e = mkOption { type = types.enum [ "a" ]; }; }
    { options.e = mkOption { type = types.enum [ "b" ]; }; }
    { e = "b"; }
  ]).config;
  deferred = (eval [
    { options.m = mkOption { type = types.deferredModule; }; options.r = mkOption { type = types.raw; }; }
    { m = { x = 1; }; }
    ({ config, ... }: { m = { options.x = mkOption { type = types.int; }; }; r = (eval [ config.m ]).config.x; })
  ]).config.r;
  functionTo = ((eval [
    { options.f = mkOption { type = types.functionTo (types.listOf types.int); }; }
    { f = x: [ x ]; }
    { f = x: [ (x + 1) ]; }
  ]).config.f 5);
  custom = (eval [
    { options.c = mkOption { type = lib.mkOptionType { name = "sum"; check = builtins.isInt; merge = _loc: defs: builtins.foldl' (a: d: a + d.value) 0 defs; }; }; }
    { c = 1; } { c = 2; } { c = 3; }
  ]).config;
  lazyNames = builtins.attrNames (eval [
    { options.a = mkOption { type = types.lazyAttrsOf types.int; }; }
    { a.b = mkIf false 1; a.c = throw "never"; }
  ]).config.a;
  graph = map (m: { inherit (m) key disabled; }) (eval [ keyed { key = "z"; imports = [ keyed ]; } ]).graph;
}
