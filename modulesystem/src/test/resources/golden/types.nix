# What each type accepts, and what its definitions merge to.
{ lib }:
let
  inherit (lib) mkOption types;
  tryType =
    type: values:
    let
      r = builtins.tryEval (
        let
          v = (lib.evalModules {
            modules = [ { options.x = mkOption { inherit type; }; } ] ++ map (x: { inherit x; }) values;
          }).config.x;
        in
        builtins.deepSeq v v
      );
    in
    if r.success then r.value else "refused";
  describe = type: "${type.name}: ${type.description}";
  all = {
    int = types.int; u8 = types.ints.u8; s16 = types.ints.s16; between = types.ints.between 2 5;
    unsigned = types.ints.unsigned; positive = types.ints.positive; port = types.port;
    float = types.float; number = types.number; nonnegative = types.numbers.nonnegative;
    bool = types.bool; boolByOr = types.boolByOr;
    str = types.str; nonEmptyStr = types.nonEmptyStr; singleLineStr = types.singleLineStr;
    strMatching = types.strMatching "[a-z]+"; lines = types.lines; commas = types.commas;
    separated = types.separatedString "; "; path = types.path; attrs = types.attrs;
    enum = types.enum [ "a" 1 true ]; enumOne = types.enum [ "a" ]; enumNone = types.enum [ ];
    nullOr = types.nullOr types.int; either = types.either types.int types.str;
    oneOf = types.oneOf [ types.bool types.int types.str ];
    listOf = types.listOf types.int; nonEmptyListOf = types.nonEmptyListOf types.int;
    attrsOf = types.attrsOf types.int; lazyAttrsOf = types.lazyAttrsOf types.int;
    attrsOfList = types.attrsOf (types.listOf types.str);
    uniq = types.uniq types.int; unique = types.unique { message = "m"; } (types.listOf types.int);
    coercedTo = types.coercedTo types.int toString types.str;
    anything = types.anything; raw = types.raw; unspecified = types.unspecified;
    passwdEntry = types.passwdEntry types.str;
    attrTag = types.attrTag { a = mkOption { type = types.int; }; b = mkOption { type = types.str; }; };
    submodule = types.submodule { options.i = mkOption { type = types.int; default = 7; }; };
    addCheck = types.addCheck types.int (x: x > 3);
    addCheckList = types.addCheck (types.listOf types.int) (x: x != [ 1 ]);
  };
  samples = {
    one = [ 1 ]; oneTwo = [ 1 2 ]; same = [ 3 3 ]; big = [ 70000 ]; negative = [ (-1) ];
    float = [ 1.5 ]; true = [ true ]; trueFalse = [ true false ]; text = [ "a" ]; texts = [ "a" "b" ];
    empty = [ "" ]; newline = [ "a\n" ]; colon = [ "a:b" ]; absolute = [ "/a/b" ]; null = [ null ];
    nullAndOne = [ null 1 ]; nulls = [ null null ]; list = [ [ 1 ] ]; lists = [ [ 1 ] [ 2 ] ];
    emptyList = [ [ ] ]; set = [ { a = 1; } ]; sets = [ { a = 1; } { b = 2; } ];
    deepSets = [ { a.b = 1; } { a.c = 2; } ]; conflictingSets = [ { a = 1; } { a = 2; } ];
    listInSet = [ { a = [ "x" ]; } { a = [ "y" ]; } ]; tagA = [ { a = 1; } ]; tagB = [ { b = "s"; } ];
    empties = [ { } ];
  };
in
{
  descriptions = builtins.mapAttrs (_: describe) all;
  # A string is no file here: a submodule would import it.
  merged = builtins.mapAttrs (_: type: builtins.mapAttrs (_: tryType type) samples) (builtins.removeAttrs all [ "submodule" ]);
}
