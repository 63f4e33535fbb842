# What every type says of definitions that are wrong and of definitions that do not go together, with the file of each.
{ lib }:
let
  inherit (builtins) isFunction match;
  inherit (lib) evalModules mkForce mkIf mkMerge mkOption;

  # Not those that differ from others by a number only, and not where a mistake is the language's: sets of files are made
  # of files, coercedListOf joins strings. loaOf warns.
  types = removeAttrs (import ../types/universe.nix { inherit lib; }) [
    "addCheckTwice" "attrsOfAttrs" "attrsOfList" "attrsOfStr" "attrsWithLazy" "coercedListOf" "commas" "deferredModuleWith"
    "envVar" "fileset" "freeAnything" "lazyAttrsOfSub" "lines" "listOfAnything" "listOfStr" "loaOf" "numNonnegative"
    "numPositive" "oneOfOne" "oneOption" "pathAny" "pathNotStore" "pathRelNotStore" "port" "s16" "s32" "separatedQuote"
    "serializable" "strMatching2" "submoduleMany" "submoduleNamed" "toml" "u16" "u32" "uniqList" "uniqSub"
  ];

  one = {
    null = null;
    number = 1;
    negative = -7;
    string = "x";
    list = [ "x" null ];
    set = { a = "x"; };
    nested = { k = { port = -1; }; };
    element = [ { a = 1; b = 2; } ];
    merged = mkMerge [ [ 1 ] { a = 1; } ];
    condition = mkIf "x" 1;
  };
  several = {
    none = [ ];
    numbers = [ 1 2 ];
    strings = [ "a" "b" ];
    sets = [ { a = 1; } { a = 2; } ];
    nulls = [ null 1 ];
    forced = [ (mkForce 1) (mkForce 3) 4 ];
    ports = [ { port = 1; } { port = 2; } ];
  };

  result = v: if isFunction v || v ? __functor then v 3 else v;
  define =
    type: values:
    result
      (evalModules {
        modules =
          [ { _file = "declaration.nix"; options.x = mkOption { inherit type; }; } ]
          ++ lib.imap1 (i: x: { _file = "${toString i}.nix"; inherit x; }) values;
      }).config.x;
in
lib.concatMapAttrs (
  name: type:
  lib.mapAttrs' (what: value: lib.nameValuePair "${name}/${what}" (define type [ value ])) one
  // lib.mapAttrs' (what: values: lib.nameValuePair "${name}/${what}" (define type values)) several
) types
