# Mistakes, each an attribute, and in nixpkgs.txt what nixpkgs' lib says of each: definitions of every type, with the file
# of every definition.
{ lib }:
let
  inherit (lib) evalModules mkForce mkMerge mkOption types;
  inherit (builtins) deepSeq listToAttrs map;

  option = type: { _file = "declaration.nix"; options.x = mkOption { inherit type; }; };
  files = [ "one.nix" "two.nix" "three.nix" ];
  define = i: x: { _file = builtins.elemAt files i; inherit x; };
  define' = values: builtins.genList (i: define i (builtins.elemAt values i)) (builtins.length values);
  # An option of a type, and values in files of their own.
  with' = type: values: (evalModules { modules = [ (option type) ] ++ define' values; }).config.x;
  all = modules: (evalModules { inherit modules; }).config;
  sub = types.submodule { options.port = mkOption { type = types.port; }; };
  tag = types.attrTag { a = mkOption { type = types.int; }; b = mkOption { type = types.str; }; };
in
{
  # --- wrong values ---
  int = with' types.int [ "text" ];
  intOfThree = with' types.int [ 1 "two" 3 ];
  between = with' (types.ints.between 1 5) [ 6 ];
  u8 = with' types.ints.u8 [ 256 ];
  positive = with' types.ints.positive [ 0 ];
  port = with' types.port [ 70000 ];
  float = with' types.float [ 1 ];
  number = with' types.number [ true ];
  bool = with' types.bool [ "yes" ];
  str = with' types.str [ { a = 1; } ];
  nonEmptyStr = with' types.nonEmptyStr [ "" ];
  singleLineStr = with' types.singleLineStr [ "a\nb" ];
  strMatching = with' (types.strMatching "[a-z]+") [ "A1" ];
  lines = with' types.lines [ 1 ];
  path = with' types.path [ "relative" ];
  enum = with' (types.enum [ "a" "b" ]) [ "c" ];
  enumEmpty = with' (types.enum [ ]) [ "c" ];
  nullOr = with' (types.nullOr types.int) [ "x" ];
  either = with' (types.either types.int types.bool) [ "x" ];
  listOf = with' (types.listOf types.int) [ 3 ];
  listOfElement = with' (types.listOf types.int) [ [ 1 "two" ] ];
  nonEmptyListOf = with' (types.nonEmptyListOf types.int) [ [ ] ];
  attrsOf = with' (types.attrsOf types.int) [ [ ] ];
  attrsOfElement = with' (types.attrsOf types.int) [ { a.b = 1; } ];
  deepElement = with' (types.attrsOf (types.listOf types.int)) [ { a = [ 1 "b" ]; } ];
  lazyElement = with' (types.lazyAttrsOf types.int) [ { a = "b"; } ];
  coercedTo = with' (types.coercedTo types.int toString types.str) [ true ];
  functionTo = with' (types.functionTo types.int) [ 3 ];
  functionResult = with' (types.functionTo types.int) [ (x: "text") ] 1;
  attrTag = with' tag [ { c = 1; } ];
  attrTagTwo = with' tag [ { a = 1; b = "s"; } ];
  attrTagElement = with' tag [ { a = "s"; } ];
  submodule = with' sub [ 3 ];
  submoduleOption = with' sub [ { port = "no"; } ];
  submoduleUnknown = with' sub [ { prot = 80; } ];
  submoduleInList = with' (types.listOf sub) [ [ { port = 1; } { port = "x"; } ] ];
  submoduleInAttrs = with' (types.attrsOf sub) [ { web.port = -1; } ];
  addCheck = with' (types.addCheck types.int (x: x > 3)) [ 1 ];
  package = with' types.package [ "hello" ];
  optionType = with' types.optionType [ 1 ];
  custom = with' (lib.mkOptionType { name = "custom"; description = "a custom type"; check = x: x == 1; }) [ 2 ];
  long = with' types.int [ (builtins.genList (i: { inherit i; }) 20) ];
  multiline = with' types.int [ "a\nb\nc" ];

  # --- definitions that do not go together ---
  intConflict = with' types.int [ 1 2 ];
  strConflict = with' types.str [ "a" "b" ];
  boolConflict = with' types.bool [ true false ];
  enumConflict = with' (types.enum [ "a" "b" ]) [ "a" "b" ];
  threeConflict = with' types.int [ 1 2 1 ];
  forcedConflict = with' types.int [ (mkForce 1) (mkForce 2) 3 ];
  uniqConflict = with' (types.uniq types.int) [ 1 1 ];
  uniqueConflict = with' (types.unique { message = "Only one of them, please."; } types.int) [ 1 1 ];
  nullConflict = with' (types.nullOr types.int) [ null 1 ];
  anythingConflict = with' types.anything [ { a.b = 1; } { a.b = 2; } ];
  anythingTypes = with' types.anything [ { a = 1; } { a.b = 2; } ];
  unspecifiedConflict = with' types.unspecified [ 1 "a" ];
  rawConflict = with' types.raw [ 1 1 ];
  attrsConflict = with' (types.attrsOf types.int) [ { a = 1; } { a = 2; } ];
  eitherConflict = with' (types.either types.int types.str) [ 1 "a" ];
  pathConflict = with' types.path [ "/a" "/b" ];
  attrTagConflict = with' tag [ { a = 1; } { b = "s"; } ];
  functionConflict = with' (types.functionTo types.int) [ (x: 1) (x: 2) ] 0;
  submoduleConflict = with' sub [ { port = 1; } { port = 2; } ];

  # --- options ---
  undefined = with' types.int [ ];
  undefinedDeep = deepSeq (with' sub [ { } ]) null;
  readOnly = all [ { _file = "d.nix"; options.x = mkOption { type = types.int; readOnly = true; }; } (define 0 1) (define 1 2) ];
  readOnlyDefault = all [ { _file = "d.nix"; options.x = mkOption { type = types.int; readOnly = true; default = 1; }; } (define 0 2) ];
  unknown = all [ (option types.int) { _file = "user.nix"; y = 1; x = 2; } ];
  unknownSimilar = all [ { options.service.enable = mkOption { default = true; }; } { _file = "user.nix"; service.enabel = true; } ];
  unknownBelow = all [ { options.a.b = mkOption { default = 1; }; } { _file = "user.nix"; a.c.d = 1; } ];
  notASet = all [ { options.a.b = mkOption { default = 1; }; } { _file = "user.nix"; a = 3; } ];
  declaredTwice = all [ (option types.int) { _file = "other.nix"; options.x = mkOption { type = types.str; }; } (define 0 1) ];
  defaultTwice = all [ { _file = "a.nix"; options.x = mkOption { default = 1; }; } { _file = "b.nix"; options.x = mkOption { default = 2; }; } ];
  optionAndSet = all [ (option types.int) { _file = "other.nix"; options.x.y = mkOption { type = types.str; }; } (define 0 1) ];
  notAnOption = all [ { _file = "d.nix"; options.x = { _type = "other"; }; } ];
  declarationNoSet = all [ { _file = "d.nix"; options.x = 3; } ];
  ifNoBool = with' types.int [ (lib.mkIf "x" 1) ];
  freeform = all [ { _module.freeformType = types.attrsOf types.int; } { _file = "user.nix"; y = "s"; } ];
  class = evalModules { class = "nixos"; modules = [ { _file = "other.nix"; _class = "darwin"; } ]; };
  nestedImports = all [ [ { } ] ];
  typeAsModule = all [ (types.int) ];
  configAndOthers = all [ { _file = "mixed.nix"; config = { }; extra = 1; } ];
  assertion = with' types.int [ (lib.mkAssert false "It does not hold." 1) ];
  removedRead = (all [ { imports = [ (lib.mkRemovedOptionModule [ "gone" ] "Do without.") ]; options.assertions = mkOption { }; } ]).gone;
  noRenameTarget = (all [ (lib.mkRenamedOptionModule [ "a" ] [ "b" ]) ]).a;
  merged = with' types.int [ (mkMerge [ 1 2 ]) ];
}
