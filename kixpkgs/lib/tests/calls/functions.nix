/*
  Functions of the library, each with generators of its arguments (see chance.nix), the last
  argument last.
*/
{ lib, chance }:
with chance;
let
  inherit (builtins)
    genList
    isAttrs
    length
    map
    mapAttrs
    ;

  strings = {
    concatStrings = [ (listOf text) ];
    concatMapStrings = [ onText (listOf text) ];
    concatImapStrings = [ (always (i: x: "${toString i}${x}")) (listOf text) ];
    intersperse = [ shortText (listOf text) ];
    concatStringsSep = [ shortText (listOf text) ];
    concatMapStringsSep = [ shortText onText (listOf text) ];
    concatImapStringsSep = [ shortText (always (i: x: "${toString i}${x}")) (listOf text) ];
    concatMapAttrsStringSep = [ shortText namedToText set ];
    concatLines = [ (listOf text) ];
    join = [ shortText (listOf text) ];
    replicate = [ smallInt text ];
    optionalString = [ bool text ];
    makeSearchPath = [ plainName (listOf text) ];
    makeSearchPathOutput = [ (pick [ "bin" "dev" "lib" ]) plainName (listUpTo 3 package) ];
    makeLibraryPath = [ (listUpTo 3 package) ];
    makeIncludePath = [ (listUpTo 3 package) ];
    makeBinPath = [ (listUpTo 3 package) ];
    trim = [ text ];
    trimWith = [ (someOf { start = bool; end = bool; }) text ];
    normalizePath = [ (oneOf [ text (pick [ "//a///b/" "/" "a" "//" "" ]) ]) ];
    hasPrefix = [ shortText text ];
    hasSuffix = [ shortText text ];
    hasInfix = [ shortText text ];
    stringToCharacters = [ text ];
    stringAsChars = [ onText text ];
    escape = [ (listUpTo 4 (pick [ "a" "b" "$" "\"" "." "\\" ])) text ];
    escapeC = [ (listUpTo 4 (pick [ "a" " " "$" "\n" "." ])) text ];
    escapeURL = [ text ];
    escapeShellArg = [ (oneOf [ text int ]) ];
    escapeShellArgs = [ (listOf text) ];
    isValidPosixName = [ (oneOf [ name text ]) ];
    toShellVar = [ (oneOf [ plainName name ]) (oneOf [ text int (listOf text) (setOf text) ]) ];
    toShellVars = [ (always { a = 1; b = [ "x" "y z" ]; }) ];
    escapeNixString = [ text ];
    escapeNixIdentifier = [ (oneOf [ name text ]) ];
    escapeRegex = [ text ];
    escapeXML = [ text ];
    toLower = [ text ];
    toUpper = [ text ];
    toSentenceCase = [ (oneOf [ text int ]) ];
    toCamelCase = [ (oneOf [ text word ]) ];
    splitString = [ (pick [ "." "," "-" "/" "a" " " "ab" "\n" ]) text ];
    splitStringBy = [ (pick [ (_: c: c == "a") (p: _: p == "-") (_: c: c == "." || c == "-") ]) bool text ];
    removePrefix = [ shortText text ];
    removeSuffix = [ shortText text ];
    versionOlder = [ version version ];
    versionAtLeast = [ version version ];
    getName = [ (oneOf [ text package ]) ];
    getVersion = [ (oneOf [ text package ]) ];
    nameFromURL = [ (pick [ "https://x.org/foo-1.2.tar.gz" "https://x.org/bar_2.zip" "abc" ]) (pick [ "-" "." "_" ]) ];
    cmakeOptionType = [ (pick [ "string" "bool" "PATH" "x" ]) plainName text ];
    cmakeBool = [ plainName bool ];
    cmakeFeature = [ plainName text ];
    mesonOption = [ plainName text ];
    mesonBool = [ plainName bool ];
    mesonEnable = [ plainName bool ];
    enableFeature = [ bool plainName ];
    enableFeatureAs = [ bool plainName text ];
    withFeature = [ bool plainName ];
    withFeatureAs = [ bool plainName text ];
    fixedWidthString = [ (pick [ 3 5 10 30 ]) (pick [ "0" "x" " " ]) (pick [ "" "a" "ab" "abcdef" ]) ];
    fixedWidthNumber = [ (pick [ 3 5 10 ]) int ];
    floatToString = [ (pick [ 0.5 1.5 (-2.25) ]) ];
    isConvertibleWithToString = [ anything ];
    isStringLike = [ anything ];
    isStorePath = [ (oneOf [ text anything ]) ];
    toInt = [ (oneOf [ text (pick [ "1" " 12 " "-5" "007" "0" "+3" "1.5" "0x10" "-0" ]) ]) ];
    toIntBase10 = [ (oneOf [ text (pick [ "1" " 12 " "-5" "007" "0" "1.5" ]) ]) ];
    sanitizeDerivationName = [ text ];
    levenshtein = [ (oneOf [ plainName name ]) (oneOf [ plainName name ]) ];
    levenshteinAtMost = [ (pick [ 0 1 2 3 ]) text text ];
    commonPrefixLength = [ text text ];
    commonSuffixLength = [ text text ];
    charToInt = [ (pick [ "a" "Z" "0" " " "~" ]) ];
    replaceString = [ (pick [ "a" "." "foo" ]) shortText text ];
    addContextFrom = [ text text ];
  };

  lists = {
    singleton = [ anything ];
    forEach = [ (listOf anything) onAny ];
    foldr = [ onTwo anything (listOf anything) ];
    foldl = [ onTwo anything (listOf anything) ];
    foldl' = [ onInts int (listOf int) ];
    imap0 = [ onTwo (listOf anything) ];
    imap1 = [ onTwo (listOf anything) ];
    ifilter0 = [ (pick [ (i: _: i > 1) (i: x: i != x) ]) (listOf anything) ];
    concatMap = [ (pick [ (x: [ x x ]) (_: [ ]) ]) (listOf anything) ];
    flatten = [ anything ];
    remove = [ scalar (listOf scalar) ];
    findSingle = [ predicate anything anything (listOf anything) ];
    findFirst = [ predicate anything (listOf anything) ];
    findFirstIndex = [ predicate anything (listOf anything) ];
    any = [ predicate (listOf anything) ];
    all = [ predicate (listOf anything) ];
    count = [ predicate (listOf anything) ];
    optional = [ bool anything ];
    optionals = [ bool (listOf anything) ];
    toList = [ anything ];
    range = [ (pick [ 0 1 3 (-2) ]) (pick [ 0 2 5 (-3) ]) ];
    replicate = [ smallInt anything ];
    partition = [ predicate (listOf anything) ];
    groupBy' = [ (always builtins.add) (always 0) (pick [ (x: if x > 2 then "big" else "small") (_: "all") ]) (listOf int) ];
    groupBy = [ (pick [ (x: if x > 2 then "big" else "small") (_: "all") ]) (listOf int) ];
    zipListsWith = [ onTwo (listOf anything) (listOf anything) ];
    zipLists = [ (listOf anything) (listOf anything) ];
    reverseList = [ (listOf anything) ];
    listDfs = [ bool (pick [ (a: b: a < b) (a: b: b == a + 1) ]) (always [ 3 1 2 4 ]) ];
    toposort = [ (pick [ (a: b: a < b) (a: b: b == a + 1) (_: _: true) ]) (listOf smallInt) ];
    sort = [ (always (a: b: a < b)) (listOf int) ];
    sortOn = [ (pick [ (x: -x) (x: x * x) ]) (listOf smallInt) ];
    compareLists = [ (always (a: b: if a < b then -1 else if a > b then 1 else 0)) (listUpTo 3 smallInt) (listUpTo 3 smallInt) ];
    naturalSort = [ (listOf (pick [ "a1" "a10" "a2" "b" "10" "9" "a" "" "a-2" ])) ];
    take = [ smallInt (listOf anything) ];
    takeEnd = [ smallInt (listOf anything) ];
    drop = [ smallInt (listOf anything) ];
    dropEnd = [ smallInt (listOf anything) ];
    hasPrefix = [ (listUpTo 2 smallInt) (listUpTo 3 smallInt) ];
    removePrefix = [ (listUpTo 1 smallInt) (listUpTo 3 smallInt) ];
    commonPrefix = [ (listUpTo 3 (pick [ 1 2 ])) (listUpTo 3 (pick [ 1 2 ])) ];
    sublist = [ smallInt smallInt (listOf anything) ];
    last = [ (listOf anything) ];
    init = [ (listOf anything) ];
    crossLists = [ (always (a: b: [ a b ])) (pair (listUpTo 3 int) (listUpTo 3 int)) ];
    unique = [ (listOf (pick [ 1 2 "a" null ])) ];
    uniqueStrings = [ (listOf (pick [ "a" "b" "c" ])) ];
    allUnique = [ (listOf (pick [ 1 2 3 4 5 6 7 8 ])) ];
    intersectLists = [ (listOf smallInt) (listOf smallInt) ];
    subtractLists = [ (listOf smallInt) (listOf smallInt) ];
    mutuallyExclusive = [ (listUpTo 2 smallInt) (listUpTo 2 smallInt) ];
    concatAttrValues = [ (setOf (listUpTo 2 int)) ];
    replaceElemAt = [ (listOf anything) smallInt anything ];
  };

  attrsets = {
    attrByPath = [ path anything tree ];
    hasAttrByPath = [ path tree ];
    longestValidPathPrefix = [ path tree ];
    setAttrByPath = [ path anything ];
    getAttrFromPath = [ (pick [ [ ] [ "a" ] [ "a" "b" ] ]) (always { a.b = 1; }) ];
    attrVals = [ (listUpTo 2 plainName) (always { a = 1; b = 2; c = 3; ab = 4; foo = 5; bar = 6; _x = 7; }) ];
    getAttrs = [ (listUpTo 2 plainName) (always { a = 1; b = 2; c = 3; ab = 4; foo = 5; bar = 6; _x = 7; }) ];
    catAttrs = [ plainName (listOf set) ];
    filterAttrs = [ namedPredicate set ];
    filterAttrsRecursive = [ (pick [ (n: _: n != "a") (_: v: v != null) ]) tree ];
    foldlAttrs = [ (always (acc: n: v: acc ++ [ n v ])) (listUpTo 1 int) set ];
    foldAttrs = [ onTwo anything (listUpTo 3 (setOf scalar)) ];
    collect = [ predicate tree ];
    cartesianProduct = [ (setOf (listUpTo 2 int)) ];
    mapCartesianProduct = [ onAny (setOf (listUpTo 2 int)) ];
    nameValuePair = [ name anything ];
    mapAttrs' = [ (pick [ (n: v: { name = n + "x"; value = v; }) (n: v: { name = "same"; value = n; }) ]) set ];
    mapAttrsToList = [ namedToText set ];
    attrsToList = [ set ];
    concatMapAttrs = [ (pick [ (n: v: { ${n} = v; "${n}2" = v; }) (_: _: { }) ]) set ];
    mapAttrsRecursive = [ (always (p: v: [ p v ])) tree ];
    mapAttrsRecursiveCond = [ (pick [ (_: true) (s: !(s ? a)) ]) (always (p: v: [ p v ])) tree ];
    mapAttrsToListRecursive = [ (always (p: v: [ p v ])) tree ];
    mapAttrsToListRecursiveCond = [ (pick [ (_: _: true) (_: s: !(s ? a)) ]) (always (p: v: [ p v ])) tree ];
    genAttrs = [ (listOf name) onText ];
    genAttrs' = [ (listOf plainName) (always (n: { name = n + "y"; value = n; })) ];
    isDerivation = [ (oneOf [ package anything ]) ];
    optionalAttrs = [ bool set ];
    zipAttrsWithNames = [ (listUpTo 2 plainName) (always (n: vs: [ n vs ])) (listUpTo 3 set) ];
    zipAttrsWith = [ (always (n: vs: [ n vs ])) (listUpTo 3 set) ];
    zipAttrs = [ (listUpTo 3 set) ];
    mergeAttrsList = [ (listOf set) ];
    recursiveUpdateUntil = [ (pick [ (p: l: r: p == [ "a" ] || !(isAttrs l && isAttrs r)) (_: l: r: !(isAttrs l && isAttrs r)) ]) tree tree ];
    recursiveUpdate = [ tree tree ];
    matchAttrs = [ (setOf (pick [ 1 2 ])) (setOf (pick [ 1 2 ])) ];
    overrideExisting = [ set set ];
    showAttrPath = [ (listUpTo 3 name) ];
    getOutput = [ (pick [ "bin" "dev" "x" ]) package ];
    getFirstOutput = [ (listUpTo 3 (pick [ "bin" "dev" "x" ])) package ];
    getBin = [ package ];
    getLib = [ package ];
    getStatic = [ package ];
    getDev = [ package ];
    getInclude = [ package ];
    getMan = [ package ];
    chooseDevOutputs = [ (listUpTo 3 package) ];
    recurseIntoAttrs = [ set ];
    dontRecurseIntoAttrs = [ set ];
    removeAttrs = [ set (listOf name) ];
    intersectAttrs = [ set set ];
    updateManyAttrsByPath = [ (listUpTo 2 (record { path = path; update = always (_: 1); })) (setOf (setOf (setOf scalar))) ];
    unionOfDisjoint = [ (always { x = 1; }) set ];
  };

  trivial = {
    id = [ anything ];
    const = [ anything anything ];
    pipe = [ anything (listUpTo 3 onAny) ];
    concat = [ (listOf int) (listOf int) ];
    or = [ bool bool ];
    and = [ bool bool ];
    xor = [ bool bool ];
    bitAnd = [ smallInt int ];
    bitOr = [ smallInt int ];
    bitXor = [ smallInt int ];
    bitNot = [ int ];
    boolToString = [ bool ];
    boolToYesNo = [ bool ];
    mergeAttrs = [ set set ];
    flip = [ onTwo anything anything ];
    defaultTo = [ anything anything ];
    mapNullable = [ onAny anything ];
    min = [ int int ];
    max = [ int int ];
    mod = [ int (pick [ 1 2 7 (-3) ]) ];
    compare = [ int int ];
    splitByAndCompare = [ (pick [ (x: x > 2) (_: true) ]) (always (a: b: a - b)) (always (a: b: b - a)) int int ];
    toHexString = [ (pick [ 0 10 255 65535 ]) ];
    fromHexString = [ (pick [ "0" "ff" "FF" "0x1F" "DEADBEEF" ]) ];
    toBaseDigits = [ (pick [ 2 10 16 ]) (pick [ 0 5 255 1000 ]) ];
    functionArgs = [ (pick [ ({ a, b ? 1 }: a) (x: x) ({ ... }: 1) ]) ];
    isFunction = [ (oneOf [ anything (always (x: x)) (always { __functor = _: x: x; }) ]) ];
    toFunction = [ (always 3) anything ];
    checkListOfEnum = [ text (always [ "a" "b" ]) (listUpTo 2 (pick [ "a" "b" "c" ])) anything ];
    throwIf = [ bool text anything ];
    throwIfNot = [ bool text anything ];
    oldestSupportedReleaseIsAtLeast = [ (pick [ 2311 2411 2511 2605 ]) ];
  };

  others = {
    versions = {
      major = [ version ];
      minor = [ (pick [ "1.2" "1.2.3" "3.4-rc" ]) ];
      patch = [ (pick [ "1.2.3" "3.4.5-rc" ]) ];
      majorMinor = [ version ];
      splitVersion = [ version ];
      pad = [ (pick [ 1 2 3 5 ]) version ];
      compareVersions = [ version version ];
    };
    fixedPoints = {
      fix = [ (pick [ (self: { a = 1; b = self.a; }) (_: 2) ]) ];
      converge = [ (pick [ (x: x / 2) (_: 7) ]) (pick [ 0 100 31 ]) ];
      extends = [ overlay (always (_: { a = 0; b = 1; })) (always { b = 9; }) ];
      composeExtensions = [ overlay overlay (always { b = 9; }) (always { b = 1; }) ];
      composeManyExtensions = [ (listUpTo 3 overlay) (always { b = 9; }) (always { b = 1; }) ];
      toExtension = [ (oneOf [ set overlay ]) (always { b = 9; }) (always { b = 1; }) ];
    };
    asserts = {
      assertMsg = [ bool text ];
      assertOneOf = [ name text (listOf text) ];
      assertEachOneOf = [ name (listUpTo 2 (pick [ "a" "b" ])) (always [ "a" "b" ]) ];
    };
    generators = {
      mkValueStringDefault = [ (always { }) (oneOf [ int text bool (always null) ]) ];
      mkKeyValueDefault = [ (always { }) (pick [ "=" ":" " = " ]) name (oneOf [ int text bool ]) ];
      toKeyValue = [ (someOf { listsAsDuplicateKeys = always true; indent = pick [ "  " "\t" ]; }) (setOf (oneOf [ int text bool ])) ];
      toINI = [ (someOf { listsAsDuplicateKeys = always true; }) (setOf (setOf (oneOf [ int text bool (always null) ]))) ];
      toINIWithGlobalSection = [ (always { }) (record { globalSection = setOf int; sections = setOf (setOf int); }) ];
      toGitINI = [ (setOf (setOf (oneOf [ int text bool (setOf int) (listUpTo 2 text) ]))) ];
      toJSON = [ (always { }) anything ];
      toYAML = [ (always { }) anything ];
      toPretty = [ (someOf { multiline = bool; indent = pick [ "" "  " ]; }) anything ];
      toPlist = [ (always { escape = true; }) anything ];
      toDhall = [ (always { }) (oneOf [ int text bool (listUpTo 2 int) (setOf int) ]) ];
      toLua = [ (someOf { multiline = bool; indent = pick [ "" "  " ]; }) anything ];
      toDconfINI = [ (setOf (setOf gvariant)) ];
      withRecursion = [ (always { depthLimit = 1; throwOnDepthLimit = false; }) (setOf scalar) ];
    };
    gvariant = {
      mkValue = [ gvariant ];
      mkArray = [ (listUpTo 3 text) ];
      mkTuple = [ (listUpTo 3 gvariant) ];
      mkJust = [ text ];
      mkInt32 = [ int ];
      mkString = [ text ];
      mkDouble = [ (pick [ 0.5 2.25 ]) ];
    };
    cli = {
      toCommandLineGNU = [ (always { }) (setNamedBy plainName (oneOf [ bool text int (listUpTo 2 text) (always null) ])) ];
      toCommandLineShellGNU = [ (always { }) (setNamedBy plainName (oneOf [ bool text int (listUpTo 2 text) ])) ];
    };
    path = {
      append = [ local subpath ];
      hasPrefix = [ local local ];
      removePrefix = [ local local ];
      splitRoot = [ local ];
      hasStorePathPrefix = [
        (oneOf [
          local
          (pick [
            /nix/store
            /nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x
            /nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x/y
            /nix/store/.links/x
            /1121rp0gvr1qya7hvy925g5kjwg66acz6sn1ra1hca09f1z5dsab
          ])
        ])
      ];
    };
    sources = {
      cleanSourceFilter = [
        (pick [ "/x/.git" "/x/CVS" "/x/a~" "/x/.a.swp" "/x/.swp" "/x/a.o" "/x/a.so" "/x/a.c" "/x/result" "/x/result-2" "/x/_darcs" ])
        (pick [ "directory" "regular" "symlink" "unknown" ])
      ];
      urlToName = [ (pick [ "https://x.org/foo.tar.gz" "git@github.com:a/b.git" "/a/b/" "x.tar.git.zip" ".git" "a" ]) ];
      shortRev = [ (pick [ "refs/tags/v12.0" "deadbeefdeadbeef" "v1.2" "main" "foo-1.0" 123 "abc" ]) ];
      revOrTag = [ (pick [ null "abc" ]) (pick [ null "v1" ]) ];
      repoRevToName = [
        (pick [ "source" "versioned" "full" "other" ])
        (pick [ "https://x.org/foo.git" "bar" ])
        (pick [ null "v1.2" "deadbeefdeadbeef" ])
        (pick [ null "github" ])
      ];
      canCleanSource = [ (oneOf [ local text ]) ];
      pathHasContext = [ text ];
    };
    meta = {
      addMetaAttrs = [ (always { x = 1; }) package ];
      dontDistribute = [ package ];
      setName = [ name package ];
      updateName = [ onText package ];
      appendToName = [ name package ];
      setPrio = [ int package ];
      lowPrio = [ package ];
      hiPrio = [ package ];
      lowPrioSet = [ (setOf (oneOf [ package int ])) ];
      hiPrioSet = [ (setOf (oneOf [ package int ])) ];
      platformMatch = [
        (key: lib.systems.elaborate (goodSystem key))
        (oneOf [ goodSystem (key: lib.systems.inspect.patterns.isLinux) (key: lib.systems.inspect.patterns.isx86_64) ])
      ];
      availableOn = [
        (key: lib.systems.elaborate (goodSystem key))
        (record { meta = someOf { platforms = listOf goodSystem; badPlatforms = listUpTo 2 goodSystem; }; })
      ];
      getLicenseFromSpdxIdOr = [ (pick [ "MIT" "mit" "GPL-3.0-OR-LATER" "nothing" "apache-2.0" ]) (always null) ];
      getExe = [ (key: package key // { meta.mainProgram = "main"; }) ];
      getExe' = [ (oneOf [ package text ]) (pick [ "foo" "a/b" 1 ]) ];
      cpeFullVersionWithVendor = [ name version ];
    };
    licenses = {
      isFree = [ license ];
      isRedistributable = [ license ];
      toSPDX = [ license ];
      containsLicenses = [ (listUpTo 2 license) license ];
      evaluateNamedProperty = [ (pick [ "free" "redistributable" "deprecated" ]) bool license ];
      evaluateProperty = [ (pick [ (l: l.free) (l: l ? spdxId) ]) bool license ];
    };
    stringsWithDeps =
      let
        pieces = key: mapAttrs (_: piece: piece key) {
          a = always (lib.stringsWithDeps.noDepEntry "A");
          b = k: lib.stringsWithDeps.fullDepEntry "B" (listUpTo 2 (pick [ "a" "c" "d" ]) "${k}b");
          c = k: lib.stringsWithDeps.packEntry (listUpTo 2 (pick [ "a" "b" "d" ]) "${k}c");
          d = k: lib.stringsWithDeps.stringAfter (listUpTo 2 (pick [ "a" "b" "c" ]) "${k}d") "D";
        };
      in
      {
        textClosureList = [ pieces (listUpTo 3 (pick [ "a" "b" "c" "d" ])) ];
        textClosureMap = [ onText pieces (listUpTo 3 (pick [ "a" "b" "c" "d" ])) ];
      };
    misc = {
      maybeAttr = [ name anything set ];
      ifEnable = [ bool anything ];
      checkFlag = [ (someOf { flags = listOf plainName; a = bool; }) (oneOf [ plainName (pick [ "true" "false" ]) ]) ];
      getValue = [ (someOf { flags = listOf plainName; a = int; }) (listUpTo 2 (pair plainName int)) plainName ];
      checkReqs = [ (someOf { flags = listOf plainName; a = bool; b = bool; }) (listUpTo 2 (pair plainName int)) (listUpTo 2 (pair plainName plainName)) ];
      uniqList = [ (record { inputList = listOf smallInt; acc = listUpTo 2 smallInt; }) ];
      uniqListExt = [ (record { inputList = listOf smallInt; getter = pick [ (x: x) (x: x * x) ]; }) ];
      condConcat = [ name (pick [ [ ] [ "a" "b" ] [ "a" "b" "c" "d" ] ]) (pick [ (_: true) (x: x == "a") ]) ];
      lazyGenericClosure = [ (record { startSet = listUpTo 2 (record { key = smallInt; }); operator = always (x: if x.key > 0 then [ { key = x.key - 1; } ] else [ ]); }) ];
      modifySumArgs = [ (always (a: b: { inherit a b; })) set set (always null) ];
      nvs = [ name anything ];
      setAttr = [ set name anything ];
      setAttrMerge = [ name int (setOf int) (always (x: x + 1)) ];
      mergeAttrsWithFunc = [ onTwo set set ];
      mergeAttrsConcatenateValues = [ set set ];
      mergeAttrsNoOverride = [ (always { }) (setOf int) (setOf int) ];
      mergeAttrByFunc = [ (always { mergeAttrBy.a = x: y: [ x y ]; a = 1; b = 2; }) (setOf int) ];
      mergeAttrsByFuncDefaultsClean = [ (listUpTo 3 (someOf { buildInputs = listOf int; passthru = setOf int; preConfigure = text; z = int; })) ];
      nixType = [ anything ];
      defaultMerge = [ set (oneOf [ set (always (x: x)) ]) ];
      closePropagation = [ (listUpTo 3 package) ];
    };
    network.ipv6 = {
      fromString = [ ipv6 ];
      mkEUI64Suffix = [ mac ];
    };
    fetchers.normalizeHash = [
      (someOf { hashTypes = pick [ [ "sha256" "sha512" ] [ "sha1" ] ]; required = bool; })
      (someOf { hash = pick [ "" "sha256-x" ]; sha256 = pick [ "" "x" ]; sha512 = always "y"; other = always 1; })
    ];
    customisation = {
      renameCrossIndexFrom = [ (always "self") (always { selfBuildBuild = 1; selfBuildHost = 2; selfBuildTarget = 3; selfHostHost = 4; selfHostTarget = 5; selfTargetTarget = 6; }) ];
      renameCrossIndexTo = [ (always "self") (always { buildBuild = 1; buildHost = 2; buildTarget = 3; hostHost = 4; hostTarget = 5; targetTarget = 6; }) ];
      hydraJob = [ (key: package key // { system = "s"; meta = { }; drvPath = "/d"; out = { outPath = "/o"; drvPath = "/d"; }; }) ];
    };
    systems.parse = {
      mkSystemFromString = [ system ];
      mkSkeletonFromList = [ (listUpTo 5 (pick [ "x86_64" "linux" "gnu" "elf" "pc" "windows" "cygwin" "mingw32" "freebsd13" ])) ];
    };
  };
in
others
// {
  inherit
    strings
    lists
    attrsets
    trivial
    ;
}
