# Every type as a value: what it is called, what is inside, which types it can be joined with, and what it says of a
# value beside the value.
{ lib }:
let
  inherit (lib) mkOption types;
  inherit (builtins) attrNames isAttrs isFunction listToAttrs map mapAttrs;

  tagged = types.attrTag {
    a = mkOption { type = types.int; };
    b = mkOption { type = types.str; };
  };
  withPort = types.submodule { options.port = mkOption { type = types.port; default = 80; }; };
  all = {
    inherit (types)
      anything attrs bool boolByOr commas deferredModule envVar fileset float int lines nonEmptyStr
      number optionType package path pathInStore externalPath port raw shellPackage singleLineStr
      str unspecified luaInline pkgs
      ;
    inherit (types.ints) u8 u16 u32 s8 s16 s32 positive unsigned;
    between = types.ints.between 2 5;
    numbersBetween = types.numbers.between 0.5 2;
    numbersPositive = types.numbers.positive;
    numbersNonnegative = types.numbers.nonnegative;
    strMatching = types.strMatching "[a-z]+";
    separatedString = types.separatedString ":";
    pathWith = types.pathWith { absolute = true; inStore = false; };
    enum = types.enum [ "a" 1 true null ];
    enumOne = types.enum [ "only" ];
    enumNone = types.enum [ ];
    nullOr = types.nullOr types.int;
    nullOrEither = types.nullOr (types.either types.int types.str);
    either = types.either types.int types.str;
    eitherList = types.either (types.listOf types.int) types.str;
    oneOf = types.oneOf [ types.bool types.int types.str ];
    listOf = types.listOf types.int;
    listOfSubmodule = types.listOf withPort;
    nonEmptyListOf = types.nonEmptyListOf types.int;
    attrsOf = types.attrsOf types.int;
    attrsOfSubmodule = types.attrsOf withPort;
    lazyAttrsOf = types.lazyAttrsOf types.int;
    attrsWith = types.attrsWith { elemType = types.int; lazy = true; placeholder = "host"; };
    uniq = types.uniq types.int;
    unique = types.unique { message = "Only one."; } types.str;
    coercedTo = types.coercedTo types.int toString types.str;
    functionTo = types.functionTo types.int;
    submodule = withPort;
    submoduleWith = types.submoduleWith { modules = [ { options.a = mkOption { }; } ]; shorthandOnlyDefinesConfig = true; description = "an a"; class = "c"; };
    freeform = types.submodule { freeformType = types.attrsOf types.int; };
    attrTag = tagged;
    deferredModuleWith = types.deferredModuleWith { staticModules = [ { } ]; };
    passwdEntry = types.passwdEntry types.str;
    addCheck = types.addCheck types.int (x: x > 3);
    nested = types.attrsOf (types.listOf (types.nullOr (types.enum [ "x" "y" ])));
    custom = lib.mkOptionType { name = "custom"; description = "a custom type"; check = x: x == 1; merge = lib.mergeEqualOption; };
    bare = lib.mkOptionType { name = "bare"; };
  };

  attempt = x: let r = builtins.tryEval (builtins.deepSeq x x); in if r.success then r.value else "<fails>";
  shown = x: if isFunction x then "<function>" else if isAttrs x then mapAttrs (_: shown) x else if builtins.isList x then map shown x else x;
  nameOf = t: if t == null then null else t.name;

  aspects = type: {
    inherit (type) name description;
    descriptionClass = type.descriptionClass or null;
    deprecation = type.deprecationMessage or null;
    emptyValue = shown (type.emptyValue // (if type.emptyValue ? value then { value = if isAttrs type.emptyValue.value then "set" else type.emptyValue.value; } else { }));
    nested = mapAttrs (_: t: if t ? name then t.name else attrNames t) type.nestedTypes;
    functor = type.functor.name;
    wrapped = attempt (nameOf (builtins.tryEval (type.functor.wrapped or null)).value);
    subModules = if type.getSubModules == null then null else builtins.length type.getSubModules;
    subOptions = attempt (attrNames (removeAttrs (type.getSubOptions [ "here" ]) [ "_module" ]));
    isType = lib.isOptionType type;
    isOption = lib.isOption type;
    joinsWithItself = nameOf (type.typeMerge type.functor);
  };

  # Which types join, and to what.
  some = { inherit (all) int str enum either listOf attrsOf lazyAttrsOf submodule nullOr anything attrs unspecified; enumMore = types.enum [ "b" 2 ]; listOfStr = types.listOf types.str; attrsOfList = types.attrsOf (types.listOf types.int); attrTagMore = types.attrTag { c = mkOption { type = types.bool; }; }; attrTag = tagged; };
  joined = mapAttrs (_: a: mapAttrs (_: b: let t = a.typeMerge b.functor; in if t == null then null else t.description) some) some;

  # What an option says about its value beside the value.
  meta = type: values:
    let
      e = lib.evalModules { modules = [ { options.x = mkOption { inherit type; }; } ] ++ map (x: { inherit x; }) values; };
      strip = v: if isFunction v then "<function>" else if builtins.isList v then map strip v else if isAttrs v then (if v ? _type then v._type else mapAttrs (_: strip) (removeAttrs v [ "_internal" "configuration" ])) else v;
    in
    attempt (strip e.options.x.valueMeta);
  metas = {
    int = meta types.int [ 1 ];
    listOf = meta (types.listOf types.int) [ [ 1 2 ] [ 3 ] ];
    attrsOf = meta (types.attrsOf types.int) [ { a = 1; } { b = 2; } ];
    attrsOfList = meta (types.attrsOf (types.listOf types.int)) [ { a = [ 1 ]; } ];
    submodule = meta withPort [ { port = 81; } ];
    attrsOfSubmodule = meta (types.attrsOf withPort) [ { a = { }; } ];
    either = meta (types.either types.int (types.attrsOf types.int)) [ { a = 1; } ];
    nullOr = meta (types.nullOr (types.attrsOf types.int)) [ { a = 1; } ];
    coercedTo = meta (types.coercedTo types.int (i: { a = i; }) (types.attrsOf types.int)) [ 3 ];
    attrTag = meta tagged [ { a = 1; } ];
    checked = meta (types.addCheck (types.listOf types.int) (x: true)) [ [ 1 ] ];
    custom = meta all.custom [ 1 ];
  };

  # Without definitions.
  empty = type: attempt (shown (lib.evalModules { modules = [ { options.x = mkOption { inherit type; }; } ]; }).config.x);
in
{
  aspects = mapAttrs (_: aspects) all;
  inherit joined metas;
  empty = mapAttrs (_: empty) (removeAttrs all [ "deferredModule" "deferredModuleWith" "fileset" ]);
}
