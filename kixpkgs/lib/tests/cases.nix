# Every function of the library on many arguments. `expected.json` beside this file holds what
# nixpkgs' lib gives for the same expressions; a failure counts as the value "fails".
{ lib }:
let
  inherit (builtins) concatMap map tryEval;

  # Deep, so that a failure inside a list or set counts; functions are only told apart from values.
  attempt =
    value:
    let
      result = tryEval (builtins.deepSeq value value);
    in
    if result.success then result.value else "fails";

  on1 = f: xs: map (x: attempt (f x)) xs;
  on2 = f: xs: ys: concatMap (x: map (y: attempt (f x y)) ys) xs;
  on3 =
    f: xs: ys: zs:
    concatMap (x: concatMap (y: map (z: attempt (f x y z)) zs) ys) xs;

  commandLines = [
    { }
    { v = true; verbose = [ true true false null ]; i = ".bak"; testsuite = [ "unit" "integration" ]; n = false; }
    { data = builtins.toJSON { id = 0; }; X = "PUT"; retry = 3; delay = null; ratio = 1.5; }
    { e = [ "it's" "two words" ]; long = ./default.nix == null; }
  ];

  texts = [
    ""
    "a"
    "b"
    "ab"
    "abc"
    "bc"
    "a.b"
    "a-b_c d"
    " a "
    "\n\ta b\r\n "
    "  "
    "/nix/store/x"
    "fooBarBaz"
    "FOO"
    "it's"
    "a\"b\\c\${d}"
    "<a href=\"x\">&'</a>"
    "100%"
    "(x|y)*[z]{1}^$?+"
    "v1.2.3-rc1"
    "a,b,,c"
    ","
  ];
  short = [
    ""
    "a"
    "b"
    "ab"
    "abc"
    "."
    ","
    "x"
    "c"
  ];
  ints = [
    (-17)
    (-3)
    (-1)
    0
    1
    2
    3
    7
    16
    255
    4096
  ];
  naturals = [
    0
    1
    2
    3
    5
    8
  ];
  lists = [
    [ ]
    [ 1 ]
    [
      1
      2
    ]
    [
      3
      1
      2
    ]
    [
      1
      2
      1
      3
      2
    ]
    [
      5
      4
      3
      2
      1
      0
    ]
  ];
  nested = [
    [ ]
    1
    [
      1
      [
        2
        [
          3
          [ ]
        ]
      ]
      [ [ ] ]
    ]
    [ [ { a = [ 1 ]; } ] ]
  ];
  sets = [
    { }
    { a = 1; }
    {
      a = 1;
      b = 2;
    }
    {
      a.b.c = 1;
      a.d = [ 1 ];
      e = null;
    }
    {
      a = {
        x = {
          y = 3;
        };
      };
      b = { };
    }
    {
      a.b = 7;
      z.y.x = "deep";
    }
    {
      "with space" = 1;
      "with-dash"."if" = 2;
    }
  ];
  paths = [
    [ ]
    [ "a" ]
    [
      "a"
      "b"
    ]
    [
      "a"
      "b"
      "c"
    ]
    [
      "z"
      "y"
    ]
    [ "with space" ]
    [
      "with-dash"
      "if"
    ]
  ];
  anything = [
    null
    true
    false
    0
    (-5)
    1.5
    0.1
    "text"
    "multi\nline"
    "multi\nline\n"
    "\${x} ''quoted'' \"d\" \\"
    [ ]
    [
      1
      [
        2
        { a = 3; }
      ]
    ]
    { }
    {
      a = 1;
      b.c = [ "x" ];
      "d e" = "f\ng";
      "or" = 1;
    }
  ];
  versions = [
    "1"
    "1.2"
    "1.2.3"
    "1.10"
    "1.2pre"
    "2.0-rc1"
    "1.2.3.4"
    "0.9"
  ];
  even = x: lib.mod x 2 == 0;
in
{
  # --- trivial ---
  id = on1 lib.id anything;
  const = on2 lib.const short naturals;
  pipe = on1 (x: lib.pipe x [ (x: x + 2) (x: x * 2) ]) ints;
  mod = on2 lib.mod ints [ 1 2 3 7 (-2) ];
  compare = on2 lib.compare ints ints;
  min = on2 lib.min ints ints;
  max = on2 lib.max ints ints;
  logic = on2 (a: b: [ (lib.and a b) (lib.or a b) (lib.xor a b) ]) [ true false ] [ true false ];
  bits = on2 (a: b: [ (lib.bitAnd a b) (lib.bitOr a b) (lib.bitXor a b) (lib.bitNot a) ]) ints ints;
  arithmetic = on2 (a: b: [ (lib.add a b) (lib.sub a b) (lib.mul a b) ]) ints ints;
  div = on2 lib.div ints [ 1 2 (-3) ];
  boolToString = on1 lib.boolToString [ true false ];
  boolToYesNo = on1 lib.boolToYesNo [ true false ];
  flip = on2 (lib.flip (a: b: [ a b ])) naturals short;
  defaultTo = on1 (lib.defaultTo "d") anything;
  mapNullable = on1 (lib.mapNullable (x: [ x ])) anything;
  splitByAndCompare = on2 (lib.splitByAndCompare (lib.hasPrefix "a") lib.compare lib.compare) short short;
  toHexString = on1 lib.toHexString (naturals ++ [ 255 4096 65535 1000000 ]);
  fromHexString = on1 lib.fromHexString [ "0" "FF" "ff" "0x1F" "7fffffffffffffff" ];
  toBaseDigits = on2 lib.toBaseDigits [ 2 8 10 16 ] (naturals ++ [ 1000 ]);
  throwIf = on2 (c: lib.throwIf c "no") [ true false ] naturals;
  throwIfNot = on2 (c: lib.throwIfNot c "no") [ true false ] naturals;
  isFunction = on1 lib.isFunction (anything ++ [ lib.id { __functor = _: x: x; } ]);
  # What functions take that are native here.
  nativePatterns = map lib.functionArgs [
    lib.evalModules
    lib.mergeUniqueOption
    lib.mkDefinition
    lib.mkIf
    lib.mkMerge
    lib.mkOption
    lib.mkOptionType
    lib.types.attrListWith
    lib.types.attrsOf
    lib.types.attrsWith
    lib.types.deferredModuleWith
    lib.types.pathWith
    lib.types.submoduleWith
    lib.types.unique
  ];

  functionArgs = on1 lib.functionArgs [
    lib.id
    ({ a, b ? 1 }: a)
    (lib.setFunctionArgs lib.id { x = true; })
    (lib.mirrorFunctionArgs ({ p, q ? 2 }: p) lib.id)
    { __functor = _: { s }: s; }
  ];
  toFunction = on1 (f: lib.toFunction f 7) [ 1 "a" (x: x + 1) ];
  checkListOfEnum = on1 (xs: lib.checkListOfEnum "m" [ "a" "b" ] xs 1) [ [ ] [ "a" ] [ "c" ] ];
  mergeAttrs = on2 lib.mergeAttrs sets sets;
  concat = on2 lib.concat lists lists;

  # --- fixed points ---
  fix = (lib.fix (self: { a = 1; b = self.a + 1; })).b;
  converge = on1 (lib.converge (x: x / 2)) naturals;
  extends = lib.fix (lib.extends (final: prev: { a = prev.a + 10; c = final.b; }) (self: { a = 1; b = self.a * 2; }));
  composeExtensions = lib.fix (lib.extends
    (lib.composeExtensions (final: prev: { a = prev.a + 1; }) (final: prev: { a = prev.a * 5; b = final.a; }))
    (self: { a = 1; }));
  composeManyExtensions = lib.fix (lib.extends
    (lib.composeManyExtensions [ (final: prev: { a = prev.a + 1; }) (final: prev: { a = prev.a * 5; }) (final: prev: { z = final.a; }) ])
    (self: { a = 1; }));
  makeExtensible =
    let
      base = lib.makeExtensible (self: { a = 1; b = self.a + 1; });
      more = base.extend (final: prev: { a = 10; });
    in
    [ base.b more.b (more.extend (final: prev: { c = prev.b; })).c ];
  toExtension = on1 (e: (lib.fix (lib.extends (lib.toExtension e) (self: { a = 1; }))).a) [
    { a = 2; }
    (prev: { a = prev.a + 2; })
    (final: prev: { a = prev.a + 3; })
  ];

  # --- attribute sets ---
  attrByPath = on2 (path: lib.attrByPath path "none") paths sets;
  hasAttrByPath = on2 lib.hasAttrByPath paths sets;
  longestValidPathPrefix = on2 lib.attrsets.longestValidPathPrefix paths sets;
  setAttrByPath = on2 lib.setAttrByPath paths [ 1 { } ];
  attrVals = on1 (names: lib.attrVals names { a = 1; b = 2; }) [ [ ] [ "a" ] [ "b" "a" ] ];
  getAttrs = on1 (names: lib.getAttrs names { a = 1; b = 2; }) [ [ ] [ "a" ] [ "b" "a" ] ];
  filterAttrs = on1 (lib.filterAttrs (n: v: n == "a" || lib.isInt v)) sets;
  filterAttrsRecursive = on1 (lib.filterAttrsRecursive (n: v: n != "b" && v != null)) sets;
  foldlAttrs = on1 (lib.foldlAttrs (acc: n: v: acc ++ [ n ]) [ ]) sets;
  foldAttrs = on2 (a: b: lib.foldAttrs (item: acc: [ item ] ++ acc) [ "end" ] [ a b a ]) sets sets;
  collect = on1 (lib.collect lib.isInt) sets;
  cartesianProduct = on1 lib.cartesianProduct [ { } { a = [ 1 2 ]; } { a = [ 1 2 ]; b = [ "x" "y" ]; c = [ ]; } { a = [ 1 2 ]; b = [ "x" "y" ]; c = [ true ]; } ];
  mapCartesianProduct = lib.mapCartesianProduct ({ a, b }: "${a}-${b}") { a = [ "1" "2" ]; b = [ "3" "4" ]; };
  nameValuePair = on2 lib.nameValuePair short naturals;
  "mapAttrs'" = on1 (lib.mapAttrs' (n: v: lib.nameValuePair "x${n}" [ v ])) sets;
  mapAttrsToList = on1 (lib.mapAttrsToList (n: v: [ n v ])) sets;
  attrsToList = on1 lib.attrsToList sets;
  concatMapAttrs = on1 (lib.concatMapAttrs (n: v: { ${n} = v; "${n}2" = v; same = n; })) sets;
  mapAttrsRecursive = on1 (lib.mapAttrsRecursive (path: v: [ path v ])) sets;
  mapAttrsRecursiveCond = on1 (lib.mapAttrsRecursiveCond (s: !(s ? x)) (path: v: [ path v ])) sets;
  mapAttrsToListRecursive = on1 (lib.mapAttrsToListRecursive (path: v: [ path v ])) sets;
  mapAttrsToListRecursiveCond = on1 (lib.mapAttrsToListRecursiveCond (path: s: !(s ? x)) (path: v: [ path v ])) sets;
  genAttrs = on1 (names: lib.genAttrs names (n: n + "!")) [ [ ] [ "a" "b" ] [ "a" "a" ] ];
  "genAttrs'" = lib.genAttrs' [ "a" "b" ] (x: lib.nameValuePair "n-${x}" x);
  isDerivation = on1 lib.isDerivation [ { type = "derivation"; } { type = "x"; } { } 1 "s" ];
  optionalAttrs = on2 lib.optionalAttrs [ true false ] sets;
  zipAttrsWithNames = lib.zipAttrsWithNames [ "a" ] (n: vs: [ n vs ]) sets;
  zipAttrsWith = lib.zipAttrsWith (n: vs: [ n vs ]) sets;
  zipAttrs = lib.zipAttrs sets;
  mergeAttrsList = on1 lib.mergeAttrsList [ [ ] sets (lib.reverseList sets) (sets ++ sets) ];
  recursiveUpdate = on2 lib.recursiveUpdate sets sets;
  recursiveUpdateUntil = on2 (lib.recursiveUpdateUntil (path: l: r: lib.length path > 1 || !(lib.isAttrs l && lib.isAttrs r))) sets sets;
  matchAttrs = on2 lib.matchAttrs sets sets;
  overrideExisting = on2 lib.overrideExisting sets sets;
  showAttrPath = on1 lib.showAttrPath (paths ++ [ [ "9lives" "assert" "a'b" "x\"y" ] ]);
  unionOfDisjoint = on2 lib.attrsets.unionOfDisjoint sets sets;
  recurse = [ (lib.recurseIntoAttrs { a = 1; }) (lib.dontRecurseIntoAttrs { a = 1; }) ];
  getOutput = on2 lib.getOutput [ "dev" "bin" "out" ] [
    { out = "o"; dev = "d"; }
    { out = "o"; bin = "b"; outputSpecified = true; }
    { x = 1; }
  ];
  getFirstOutput = on1 (lib.getFirstOutput [ "dev" "bin" ]) [ { out = "o"; } { out = "o"; bin = "b"; } ];
  updateManyAttrsByPath = on1 (updates: lib.updateManyAttrsByPath updates { a.b = 1; c = 2; }) [
    [ ]
    [ { path = [ "a" "b" ]; update = x: x + 1; } ]
    [ { path = [ "a" "b" ]; update = x: x + 1; } { path = [ "a" "b" ]; update = x: x * 5; } ]
    [ { path = [ "n" "m" ]; update = _: "new"; } ]
    [ { path = [ "n" "m" ]; update = x: x; } ]
    [ { path = [ "c" "d" ]; update = _: 1; } ]
    [ { path = [ "a" ]; update = x: x // { z = 1; }; } { path = [ "a" "b" ]; update = x: x + 7; } ]
    [ { path = [ ]; update = x: { all = x; }; } ]
    [ { path = [ "c" ]; update = _: { d = 1; }; } { path = [ "c" "d" ]; update = _: 2; } ]
  ];

  # --- lists ---
  foldr = on1 (lib.foldr (x: acc: [ x acc ]) [ ]) lists;
  fold = on1 (lib.fold (x: acc: x - acc) 0) lists;
  foldl = on1 (lib.foldl (acc: x: [ acc x ]) [ ]) lists;
  "foldl'" = on1 (lib.foldl' (acc: x: acc - x) 100) lists;
  singleton = on1 lib.singleton anything;
  forEach = on1 (xs: lib.forEach xs (x: x + 1)) lists;
  imap0 = on1 (lib.imap0 (i: x: [ i x ])) lists;
  imap1 = on1 (lib.imap1 (i: x: [ i x ])) lists;
  ifilter0 = on1 (lib.ifilter0 (i: x: even i && x > 0)) lists;
  flatten = on1 lib.flatten nested;
  remove = on2 lib.remove [ 1 2 9 ] lists;
  findSingle = on1 (lib.findSingle (x: x == 1) "none" "many") lists;
  findFirst = on1 (lib.findFirst even "none") lists;
  findFirstIndex = on1 (lib.lists.findFirstIndex even "none") lists;
  count = on1 (lib.count even) lists;
  optional = on2 lib.optional [ true false ] naturals;
  optionals = on2 lib.optionals [ true false ] lists;
  toList = on1 lib.toList anything;
  range = on2 lib.range naturals naturals;
  replicate = on2 lib.replicate naturals short;
  partition = on1 (lib.partition even) lists;
  groupBy = on1 (lib.groupBy toString) lists;
  "groupBy'" = on1 (lib.groupBy' lib.add 0 (x: if even x then "even" else "odd")) lists;
  zipListsWith = on2 (lib.zipListsWith (a: b: [ a b ])) lists lists;
  zipLists = on2 lib.zipLists lists lists;
  reverseList = on1 lib.reverseList lists;
  listDfs = on1 (lib.listDfs true lib.hasPrefix) [ [ "/home/user" "other" "/" "/home" ] [ "a" "b" ] ];
  toposort = on1 (lib.toposort lib.hasPrefix) [ [ "/home/user" "other" "/" "/home" ] [ ] [ "x" ] ];
  toposortCycle = lib.toposort (a: b: lib.elem b { a = [ "b" ]; b = [ "c" ]; c = [ "a" ]; }.${a}) [ "a" "b" "c" ];
  sort = on1 (lib.sort lib.lessThan) lists;
  sortOn = on1 (lib.sortOn (x: -x)) lists;
  naturalSort = on1 lib.naturalSort [ [ "disk11" "disk8" "disk100" "disk9" ] [ "10.46.133.149" "10.5.16.62" "10.54.16.25" ] [ "v0.2" "v0.15" "v0.0.9" ] [ ] ];
  compareLists = on2 (lib.compareLists lib.compare) lists lists;
  take = on2 lib.take naturals lists;
  takeEnd = on2 lib.takeEnd naturals lists;
  drop = on2 lib.drop naturals lists;
  dropEnd = on2 lib.dropEnd naturals lists;
  sublist = on3 lib.sublist naturals naturals lists;
  listHasPrefix = on2 lib.lists.hasPrefix lists lists;
  listRemovePrefix = on2 lib.lists.removePrefix lists lists;
  commonPrefix = on2 lib.lists.commonPrefix lists lists;
  last = on1 lib.last (lists ++ [ [ "x" "y" ] ]);
  init = on1 lib.init lists;
  unique = on1 lib.unique (lists ++ [ [ "a" [ 1 ] [ 1 ] "a" { } { } ] ]);
  uniqueStrings = on1 lib.uniqueStrings [ [ ] [ "b" "a" "b" ] ];
  allUnique = on1 lib.allUnique lists;
  intersectLists = on2 lib.intersectLists lists lists;
  subtractLists = on2 lib.subtractLists lists lists;
  mutuallyExclusive = on2 lib.mutuallyExclusive lists lists;
  concatAttrValues = on1 lib.concatAttrValues [ { } { b = [ 1 ]; a = [ 2 3 ]; } ];
  replaceElemAt = on2 (i: xs: lib.replaceElemAt xs i "new") [ (-1) 0 1 5 ] lists;
  crossLists = lib.lists.crossLists (x: y: x + y) [ [ 1 2 ] [ 10 20 ] ];

  # --- strings ---
  concatStrings = lib.concatStrings texts;
  concatMapStrings = lib.concatMapStrings (x: x + ";") texts;
  concatImapStrings = lib.concatImapStrings (i: x: "${toString i}-${x}") texts;
  concatMapStringsSep = on1 (sep: lib.concatMapStringsSep sep (x: "<${x}>") short) short;
  concatImapStringsSep = lib.concatImapStringsSep ", " (i: x: "${toString i}${x}") short;
  concatMapAttrsStringSep = lib.concatMapAttrsStringSep "; " (n: v: "${n}=${toString v}") { a = 1; b = "x"; };
  concatLines = lib.concatLines texts;
  intersperse = on1 (lib.intersperse "/") lists;
  stringReplicate = on2 lib.strings.replicate naturals short;
  optionalString = on2 lib.optionalString [ true false ] short;
  makeSearchPath = lib.makeSearchPath "bin" [ "/a" null "/b" ];
  stringToCharacters = on1 lib.stringToCharacters texts;
  stringAsChars = on1 (lib.stringAsChars (c: if c == "a" then "X" else c)) texts;
  splitString = on2 lib.splitString [ "." "," "a" " " "ab" "b_c" "\n" ] texts;
  splitStringBy = on2 (lib.splitStringBy (prev: cur: lib.elem cur [ "." "-" "b" ])) [ true false ] texts;
  splitCamel = on1 (lib.splitStringBy (prev: cur: builtins.match "[a-z]" prev != null && builtins.match "[A-Z]" cur != null) true) texts;
  hasPrefix = on2 lib.hasPrefix short texts;
  hasSuffix = on2 lib.hasSuffix short texts;
  hasInfix = on2 lib.hasInfix (short ++ [ "|y)*" "\${" "[" ]) texts;
  removePrefix = on2 lib.removePrefix short texts;
  removeSuffix = on2 lib.removeSuffix short texts;
  commonPrefixLength = on2 lib.strings.commonPrefixLength texts texts;
  commonSuffixLength = on2 lib.strings.commonSuffixLength texts texts;
  trim = on1 lib.trim texts;
  trimWith = on3 (start: end: lib.trimWith { inherit start end; }) [ true false ] [ true false ] texts;
  replaceString = on1 (lib.replaceString "a" "XY") texts;
  escape = on1 (lib.escape [ "a" "\"" ]) texts;
  escapeShellArg = on1 lib.escapeShellArg (texts ++ [ 1 "ok/x-1.2" "a=b" "x@y:z%+,._" ]);
  escapeShellArgs = lib.escapeShellArgs texts;
  escapeNixString = on1 lib.strings.escapeNixString texts;
  escapeNixIdentifier = on1 lib.strings.escapeNixIdentifier (texts ++ [ "with" "or" "inherit" "a'" "_x" "9" "true" ]);
  escapeRegex = on1 lib.escapeRegex texts;
  escapeXML = on1 lib.escapeXML texts;
  escapeURL = on1 lib.escapeURL texts;
  toLower = on1 lib.toLower texts;
  toUpper = on1 lib.toUpper texts;
  toSentenceCase = on1 lib.toSentenceCase texts;
  toCamelCase = on1 lib.toCamelCase [ "" "hello-world" "hello_world" "helloWorld" "PascalCase" "a" "UPPER" "some text here" "a--b" ];
  fixedWidthString = on2 (w: lib.fixedWidthString w "0") naturals short;
  fixedWidthNumber = on2 lib.fixedWidthNumber [ 1 3 5 ] [ 0 7 42 1234 ];
  toInt = on1 lib.toInt [ "0" "-0" "7" " 7 " "-12" "\t9\n" "007" "a" "" "1.5" "1 2" "+1" "9223372036854775807" ];
  toIntBase10 = on1 lib.toIntBase10 [ "0" "7" " 07 " "000120" "a" "" "1.5" ];
  charToInt = on1 lib.strings.charToInt [ "a" "Z" "0" " " "~" "\n" "\"" "\\" "$" ];
  versionOlder = on2 lib.versionOlder versions versions;
  versionAtLeast = on2 lib.versionAtLeast versions versions;
  getName = on1 lib.getName [ "hello-2.12" "a-b-1" "x" { pname = "p"; } { name = "n-3"; } ];
  getVersion = on1 lib.getVersion [ "hello-2.12" "a-b-1" "x" { version = "9"; } { name = "n-3"; } ];
  nameFromURL = on1 (u: lib.nameFromURL u "-") [ "https://x.y/z/foo-1.2.tar.gz" "foo" ];
  isConvertibleWithToString = on1 lib.strings.isConvertibleWithToString anything;
  isStringLike = on1 lib.isStringLike (anything ++ [ { outPath = "/x"; } { __toString = _: "y"; } ]);
  isStorePath = on1 lib.isStorePath [ "/nix/store/d945ibfx9x185xf04b890y4f9g3cbb63-python-2.7.11" "/nix/store/d945ibfx9x185xf04b890y4f9g3cbb63-python-2.7.11/bin/python" "x" 42 { } ];
  isValidPosixName = on1 lib.isValidPosixName (texts ++ [ "_a1" "1a" ]);
  toShellVar = on2 lib.toShellVar [ "v" "not ok" ] [ "a b" 1 true [ "x" "y z" ] { k = "v w"; } ];
  toShellVars = lib.toShellVars { a = "x y"; b = [ 1 2 ]; };
  floatToString = on1 lib.strings.floatToString [ 1.5 0.1 2.0 ];

  # --- versions, asserts ---
  version = on1 (v: [ (lib.versions.major v) (lib.versions.splitVersion v) ]) versions;
  minorPatch = on1 (v: [ (lib.versions.minor v) (lib.versions.patch v) ]) [ "1.2.3" "24.11.9" ];
  majorMinor = on1 lib.versions.majorMinor versions;
  pad = on2 lib.versions.pad [ 0 1 2 3 5 ] versions;
  assertMsg = on1 (c: lib.assertMsg c "no") [ true false ];
  assertOneOf = on1 (x: lib.assertOneOf "x" x [ 1 2 ]) naturals;
  assertEachOneOf = on1 (x: lib.asserts.assertEachOneOf "x" x [ 1 2 3 ]) lists;

  # --- generators ---
  mkValueStringDefault = on1 (lib.generators.mkValueStringDefault { }) (lib.take 11 anything);
  mkKeyValueDefault = on2 (lib.generators.mkKeyValueDefault { } "=") [ "k" "a=b" ] [ 1 "v" true null ];
  toKeyValue = on1 (lib.generators.toKeyValue { }) [ { } { a = 1; b = "x"; c = true; } ];
  toKeyValueLists = lib.generators.toKeyValue { listsAsDuplicateKeys = true; indent = "  "; } { a = [ 1 2 ]; b = "x"; };
  toINI = on1 (lib.generators.toINI { }) [ { } { s.a = 1; } { "s [x]" = { a = 1; b = "y"; }; t = { }; } ];
  toINILists = lib.generators.toINI { listsAsDuplicateKeys = true; } { s = { a = [ 1 2 ]; b = "x"; }; };
  toINIWithGlobalSection = on1 (lib.generators.toINIWithGlobalSection { }) [
    { globalSection = { }; sections.s.a = 1; }
    { globalSection.g = 1; sections.s.a = 1; }
    { globalSection.g = 1; }
  ];
  toJSON = on1 (lib.generators.toJSON { }) anything;
  toYAML = on1 (lib.generators.toYAML { }) anything;
  toPretty = on1 (lib.generators.toPretty { }) (anything ++ [ lib.id ({ a, b ? 1 }: a) { type = "derivation"; name = "d"; } ]);
  toPrettyOneLine = on1 (lib.generators.toPretty { multiline = false; }) anything;
  toPrettyIndent = on1 (lib.generators.toPretty { indent = "    "; }) anything;
  toPrettyValues = lib.generators.toPretty { allowPrettyValues = true; } { a = { __pretty = v: "«${v}»"; val = "x"; }; };
  withRecursion = on1 (v: lib.generators.withRecursion { depthLimit = 1; throwOnDepthLimit = false; } v) sets;
  withRecursionThrow = on1 (v: lib.generators.withRecursion { depthLimit = 1; } v) sets;

  # --- debug, customisation ---
  runTests = lib.runTests {
    testOk = { expr = 1; expected = 1; };
    testBad = { expr = 1; expected = 2; };
    other = { expr = 1; expected = 3; };
  };
  callPackageWith = on1 (args: (lib.callPackageWith { a = 1; b = 2; } ({ a, b, c ? 3 }: { sum = a + b + c; }) args).sum) [ { } { c = 10; } { a = 5; } ];
  callPackageMissing = on1 (args: (lib.callPackageWith { a = 1; } ({ a, z }: { s = a + z; }) args).s) [ { z = 1; } ];
  override = ((lib.makeOverridable ({ a, b ? 2 }: { sum = a + b; }) { a = 1; }).override { b = 10; }).sum;
  makeScope = (lib.makeScope lib.callPackageWith (self: { x = 1; y = self.callPackage ({ x }: { v = x + 1; }) { }; })).y.v;

  # --- cli ---
  cliGNU = on2 lib.cli.toCommandLineGNU [
    { }
    { explicitBool = true; }
    { isLong = _name: true; }
    { formatArg = value: "<${toString value}>"; }
  ] commandLines;
  cliGNUShell = on1 (lib.cli.toCommandLineShellGNU { }) commandLines;
  cli = on2 lib.cli.toCommandLine [
    (name: { option = "-${name}"; sep = "="; explicitBool = true; })
    (name: { option = "/${name}"; sep = null; explicitBool = false; formatArg = builtins.toJSON; })
  ] commandLines;
  cliShell = on1 (lib.cli.toCommandLineShell (name: { option = name; sep = ":"; explicitBool = false; })) commandLines;
  cliOld = on2 lib.cli.toGNUCommandLine [
    { }
    { optionValueSeparator = "="; }
    { mkOptionName = name: "+${name}"; }
    { mkBool = name: value: [ "${name}:${lib.boolToString value}" ]; }
    { mkList = name: values: [ name ] ++ map toString values; }
  ] commandLines;
  cliOldShell = on1 (lib.cli.toGNUCommandLineShell { }) commandLines;

  # --- gvariant ---
  gvariantTypes = builtins.mapAttrs (_name: type: if builtins.isString type then type else null) lib.gvariant.type;
  gvariantTypeFunctions = with lib.gvariant.type; [ (arrayOf int32) (maybeOf string) (tupleOf [ string int16 ]) (tupleOf [ ]) (dictionaryEntryOf string variant) ];
  gvariantConstructors = lib.gvariant.intConstructors;
  gvariantInferred = on1 (value: toString (lib.gvariant.mkValue value)) [
    true
    false
    1.5
    (-0.25)
    ""
    "it's"
    "back\\slash"
    "two\nlines"
    [ "a" "b" ]
    [ [ "a" ] [ "b" "c" ] ]
    [ true false ]
    [ 1.0 2.5 ]
    [ "a" true ]
    [ ]
    1
    { }
    { a = 1; }
    null
    (x: x)
    ./default.nix
  ];
  gvariantMade = builtins.mapAttrs (_name: value: attempt (toString value)) (with lib.gvariant; {
    uchar = mkUchar 255;
    int16 = mkInt16 (-5);
    uint16 = mkUint16 5;
    int32 = mkInt32 (-7);
    uint32 = mkUint32 7;
    int64 = mkInt64 (-9);
    uint64 = mkUint64 9;
    double = mkDouble 2.0;
    boolean = mkBoolean true;
    string = mkString "x'y";
    object = mkObjectpath "/org/it's";
    array = mkArray [ (mkInt32 1) (mkInt32 2) ];
    unsigned = mkArray [ (mkUint32 1) (mkUint32 2) ];
    mixed = mkArray [ (mkUint32 1) (mkInt32 2) ];
    none = mkArray [ ];
    empty = mkEmptyArray type.string;
    emptyTuples = mkEmptyArray (type.tupleOf [ type.int32 type.string ]);
    variant = mkVariant [ "a" ];
    variants = mkArray [ (mkVariant "a") (mkVariant (mkInt32 1)) ];
    entry = mkDictionaryEntry "key" (mkVariant 1.5);
    entries = mkArray [ (mkDictionaryEntry "a" "b") (mkDictionaryEntry "c" "d") ];
    maybe = mkMaybe type.int32 null;
    maybeValue = mkMaybe type.int32 (mkInt32 3);
    nothing = mkNothing (type.arrayOf type.string);
    just = mkJust "x";
    tuple = mkTuple [ "a" (mkInt32 1) [ true ] ];
    tupleOfNone = mkTuple [ ];
  });
  gvariantKnown = on1 lib.gvariant.isGVariant [ (lib.gvariant.mkString "a") "a" { } { _type = "gvariant"; } { _type = "other"; } ];
  gvariantParts = let pair = lib.gvariant.mkTuple [ "a" "b" ]; in { inherit (pair) type _type; values = map (part: part.value) pair.value; };
}
