# What evalModules makes of modules as a whole: extension, switching modules off, classes, freeform, arguments, places.
{ lib }:
let
  inherit (lib) evalModules mkDefault mkForce mkIf mkMerge mkOption mkOrder types;
  inherit (builtins) attrNames map mapAttrs;
  attempt = x: let r = builtins.tryEval (builtins.deepSeq x x); in if r.success then r.value else "<fails>";
  value = modules: attempt (evalModules { inherit modules; }).config;
  x = { options.x = mkOption { type = types.listOf types.str; default = [ ]; }; };
  keyed = key: { inherit key; x = [ key ]; };
  place = p: if p == null then null else { inherit (p) line column; file = baseNameOf p.file; };

  base = evalModules { specialArgs.word = "hi"; modules = [ x ({ word, ... }: { x = [ word ]; }) ]; };
  more = base.extendModules { modules = [ { x = [ "more" ]; } ]; specialArgs.other = 1; };

  located = evalModules {
    modules = [
      {
        _file = "decl.nix";
        options.a = mkOption { type = types.listOf types.int; default = [ 0 ]; description = "A."; example = [ 1 ]; };
        options.deep.b = mkOption { type = types.int; readOnly = true; internal = true; visible = false; };
        options.c = mkOption { type = types.nullOr types.int; default = null; apply = v: [ v ]; };
      }
      { _file = "one.nix"; a = [ 1 ]; deep.b = 5; }
      { _file = "two.nix"; a = mkMerge [ (mkOrder 400 [ 2 ]) (mkIf false [ 3 ]) ]; c = mkDefault 1; }
      { _file = "three.nix"; a = mkIf true [ 4 ]; c = mkForce 2; }
    ];
  };
  about = o: {
    inherit (o) loc files isDefined highestPrio declarations definitions;
    definitionsWithLocations = map (d: { inherit (d) file value; }) o.definitionsWithLocations;
    positions = map place o.declarationPositions;
    names = attrNames (removeAttrs o [ "valueMeta" ]);
    text = toString o;
    isOption = lib.isOption o;
  };
in
{
  extended = {
    before = base.config.x;
    after = more.config.x;
    twice = (more.extendModules { modules = [ { x = mkForce [ "last" ]; } ]; }).config.x;
    type = (base.type.merge [ "p" ] [ { file = "f"; value = { x = [ "sub" ]; }; } ]).x;
    class = base.class;
    names = attrNames base;
  };

  disabled = {
    byKey = value [ x (keyed "a") (keyed "b") { disabledModules = [ "a" ]; } ];
    byKeySet = value [ x (keyed "a") { disabledModules = [ { key = "a"; } ]; } ];
    twice = value [ x (keyed "a") (keyed "a") ];
    byPath = value [ x ./modules/extra.nix { disabledModules = [ ./modules/extra.nix ]; } ];
    byRelativePath = attempt (evalModules { specialArgs.modulesPath = ./modules; modules = [ x ./modules/extra.nix { disabledModules = [ "extra.nix" ]; } ]; }).config;
    imported = value [ x { imports = [ (keyed "inner") ]; disabledModules = [ "inner" ]; } ];
    notThere = value [ x (keyed "a") { disabledModules = [ "zzz" ]; } ];
  };

  classes = {
    same = attempt (evalModules { class = "k"; modules = [ x { _class = "k"; x = [ "ok" ]; } ]; }).config;
    other = attempt (evalModules { class = "k"; modules = [ x { _class = "z"; } ]; }).config;
    none = attempt (evalModules { modules = [ x { _class = "z"; x = [ "any" ]; } ]; }).config;
    wrong = attempt (evalModules { class = 1; modules = [ ]; }).config;
    submodule = value [ { options.s = mkOption { type = types.submoduleWith { class = "k"; modules = [ { _class = "z"; } ]; }; default = { }; }; } ];
  };

  freeform = {
    open = value [ { _module.freeformType = types.attrsOf types.int; options.a = mkOption { default = "text"; }; } { b = 1; c = mkIf true 2; } ];
    badType = value [ { _module.freeformType = types.attrsOf types.int; } { b = "no"; } ];
    nested = value [ { _module.freeformType = types.attrsOf (types.attrsOf types.int); options.a.b = mkOption { default = 1; }; } { a.c = 2; d.e = 3; } ];
    lines = value [ { _module.freeformType = types.attrsOf types.lines; } { t = "a"; } { t = "b"; } ];
    anything = value [ { _module.freeformType = types.anything; } { t.a = 1; } { t.b = [ 2 ]; } ];
    uncheckedIsIgnored = attempt (removeAttrs (evalModules { modules = [ { _module.check = false; options.a = mkOption { default = 1; }; } { z = 1; } ]; }).config [ "_module" ]);
    closed = value [ { options.a = mkOption { default = 1; }; } { z = 1; } ];
  };

  arguments = {
    special = attempt (evalModules { specialArgs.n = 5; modules = [ x ({ n, ... }: { x = [ (toString n) ]; }) ]; }).config;
    args = value [ x { _module.args.n = "from-args"; } ({ n, ... }: { x = [ n ]; }) ];
    argsMerged = value [ x { _module.args.n = mkDefault "weak"; } { _module.args.n = "strong"; } ({ n, ... }: { x = [ n ]; }) ];
    byDefault = value [ x ({ n ? "unused-default", ... }: { x = [ "plain" ]; }) ];
    names = value [ x (args: { x = attrNames args; }) ];
    optionsArgument = value [ x ({ options, ... }: { x = options.x.loc; }) ];
    prefix = (evalModules { prefix = [ "p" "q" ]; modules = [ x ]; }).options.x.loc;
  };

  forms = {
    shorthand = value [ x { x = [ "short" ]; } ];
    full = value [ x { config.x = [ "full" ]; } ];
    both = value [ x { config.x = [ "full" ]; x = [ "short" ]; } ];
    imports = value [ { imports = [ x { imports = [ { x = [ "deep" ]; } ]; } ]; } ];
    order = value [ x { x = [ "1" ]; } { imports = [ { x = [ "2a" ]; } ]; x = [ "2" ]; } { x = [ "3" ]; } ];
    functor = value [ x { __functor = _: { ... }: { x = [ "functor" ]; }; } ];
    listInList = value [ x [ { } ] ];
    withIf = value [ x (mkIf true { x = [ "if" ]; }) ];
    withMerge = value [ x (mkMerge [ { x = [ "m1" ]; } { x = [ "m2" ]; } ]) ];
    option = value [ x (mkOption { }) ];
    config = value [ { options = { }; config = mkIf true { }; } ];
    location = (evalModules { modules = [ x (lib.setDefaultModuleLocation "loc.nix" { x = [ "l" ]; }) ]; }).options.x.files;
    fileOfImport = (evalModules { modules = [ x ./modules/extra.nix ]; }).options.x.files == [ (toString ./modules/extra.nix) ];
  };

  places = mapAttrs (_: about) { inherit (located.options) a c; inherit (located.options.deep) b; };
  values = located.config;
}
