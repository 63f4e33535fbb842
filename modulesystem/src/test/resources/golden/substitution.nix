# Types rebuilt around other modules, joined declarations, and the functions that types are made of.
{ lib }:
let
  inherit (lib) mkOption types;
  inherit (builtins) attrNames mapAttrs;
  sub = types.submodule { options.a = mkOption { type = types.int; default = 1; }; };
  replaced = type: type.substSubModules [ { options.b = mkOption { type = types.int; default = 2; }; } ];
  value = type: x: (lib.evalModules { modules = [ { options.x = mkOption { inherit type; }; } { inherit x; } ]; }).config.x;
  options = modules: (lib.evalModules { inherit modules; }).config;
  calls = type: definitions: type.merge [ "x" ] (map (value: { file = "f.nix"; inherit value; }) definitions);
in
{
  substituted = {
    submodule = value (replaced sub) { };
    attrsOf = value (replaced (types.attrsOf sub)) { one = { }; };
    listOf = value (replaced (types.listOf sub)) [ { } { b = 3; } ];
    nullOr = value (replaced (types.nullOr sub)) { };
    lazyAttrsOf = value (replaced (types.lazyAttrsOf sub)) { one.b = 5; };
    functionTo = (value (replaced (types.functionTo sub)) (_: { })) 1;
    coercedTo = value (replaced (types.coercedTo types.int (b: { inherit b; }) sub)) 7;
    uniq = value (replaced (types.uniq sub)) { };
    addCheck = value (replaced (types.addCheck sub (_: true))) { };
    plain = types.int.substSubModules [ ];
  };

  # One option declared twice.
  declared = {
    submodules = options [
      { options.x = mkOption { type = types.submodule { options.a = mkOption { default = 1; }; }; default = { }; }; }
      { options.x = mkOption { type = types.submodule { options.b = mkOption { default = 2; }; }; }; }
    ];
    enums = options [
      { options.x = mkOption { type = types.enum [ "a" ]; }; }
      { options.x = mkOption { type = types.enum [ "b" ]; }; }
      { x = "b"; }
    ];
    listsOfEnums = options [
      { options.x = mkOption { type = types.listOf (types.enum [ "a" ]); }; }
      { options.x = mkOption { type = types.listOf (types.enum [ "b" ]); }; }
      { x = [ "a" "b" ]; }
    ];
    attrsOfSubmodules = options [
      { options.x = mkOption { type = types.attrsOf (types.submodule { options.a = mkOption { default = 1; }; }); }; }
      { options.x = mkOption { type = types.attrsOf (types.submodule { options.b = mkOption { default = 2; }; }); }; }
      { x.one = { }; }
    ];
    tags = options [
      { options.x = mkOption { type = types.attrTag { a = mkOption { type = types.int; }; }; }; }
      { options.x = mkOption { type = types.attrTag { b = mkOption { type = types.int; }; }; }; }
      { x.b = 1; }
    ];
    defaultApart = options [
      { options.x = mkOption { default = 3; }; }
      { options.x = mkOption { type = types.int; }; }
    ];
    optionsBelow = options [
      { options.x = mkOption { type = types.submodule { options.a = mkOption { default = 1; }; }; default = { }; }; }
      { options.x.b = mkOption { default = 2; }; }
    ];
  };

  # `merge` as other types call it.
  merge = {
    int = calls types.int [ 1 1 ];
    lines = calls types.lines [ "a" "b" ];
    listOf = calls (types.listOf types.int) [ [ 1 ] [ 2 ] ];
    attrsOf = calls (types.attrsOf types.int) [ { a = 1; } { b = 2; } ];
    nullOr = calls (types.nullOr types.int) [ null ];
    either = calls (types.either types.int (types.listOf types.int)) [ [ 1 ] [ 2 ] ];
    coercedTo = calls (types.coercedTo types.int toString types.lines) [ 1 "b" ];
    anything = calls types.anything [ { a.b = 1; } { a.c = 2; } ];
    anythingFunction = (calls types.anything [ (x: { a = x; }) (x: { b = x; }) ]) 5;
    functionTo = (calls (types.functionTo (types.listOf types.int)) [ (x: [ x ]) (x: [ 9 ]) ]) 5;
    v2 = (types.attrsOf types.int).merge.v2 { loc = [ "x" ]; defs = [ { file = "f"; value = { a = 1; }; } ]; };
  };

  functor = {
    rebuilt = mapAttrs (_: t: (t.functor.type t.functor.payload).description) {
      listOf = types.listOf types.int;
      attrsOf = types.attrsOf types.int;
      enum = types.enum [ 1 ];
      separatedString = types.separatedString ":";
      attrsWith = types.attrsWith { elemType = types.int; placeholder = "p"; };
    };
    joined = attrNames ((types.enum [ "a" ]).functor.binOp { values = [ "a" ]; } { values = [ "b" ]; });
    default = lib.types.defaultFunctor "x" // { type = null; binOp = null; };
    ofDefaultMerge = (lib.types.defaultTypeMerge types.int.functor types.int.functor).name;
    mismatch = lib.types.defaultTypeMerge types.int.functor types.str.functor;
  };
}
