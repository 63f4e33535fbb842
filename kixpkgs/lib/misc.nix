/**
  Functions that nixpkgs keeps for old code. New code has better ones in other parts of the
  library; each says which.
*/
{ lib }:
let
  inherit (builtins)
    elem
    head
    isAttrs
    isList
    tail
    ;
  inherit (lib) foldl;

  # The packages that a package hands on to those that build with it.
  propagated = package: package.propagatedBuildInputs or [ ] ++ package.propagatedNativeBuildInputs or [ ];

  all = names: value: lib.genAttrs names (_name: value);
in
rec {
  inherit (lib.trivial) fakeHash fakeSha256 fakeSha512;

  /** An environment variable, or a default when it is empty. */
  maybeEnv =
    name: default:
    let
      value = builtins.getEnv name;
    in
    if value == "" then default else value;

  /** The second argument, or what it makes of the first when it is a function. */
  defaultMergeArg = x: y: if isAttrs y then y else y x;

  /** `x // y`, where `y` may be a function of `x`. */
  defaultMerge = x: y: x // defaultMergeArg x y;

  /** A function whose result can be asked again with more arguments; see `makeOverridable`. */
  foldArgs =
    merger: f: init: x:
    let
      args = merger init (defaultMergeArg init x);
      result = setAttrMerge "passthru" { } (f args) (
        passthru:
        passthru
        // {
          function = foldArgs merger f args;
          args = passthru.passthru.args or { } // x;
        }
      );
    in
    result // { override = result.passthru.function; };

  /** `attrs.${name} or default`. */
  maybeAttr =
    name: default: attrs:
    attrs.${name} or default;

  /** `maybeAttr`. */
  maybeAttrNullable = maybeAttr;

  /** The value if the condition holds, else an empty value of the same type; see `optional…`. */
  ifEnable =
    condition: value:
    if condition then
      value
    else if isList value then
      [ ]
    else if isAttrs value then
      { }
    else if builtins.isBool value then
      false
    else
      null;

  /** Whether a flag is among `flags`, or an attribute that is true. */
  checkFlag =
    set: name:
    if name == "true" || name == "false" then
      name == "true"
    else
      elem name (set.flags or [ ]) || set.${name} or false;

  /** An attribute; else true when it is among the flags; else its default in `[ name value ]` pairs. */
  getValue =
    set: defaults: name:
    let
      pair = lib.findFirst (pair: head pair == name) null defaults;
    in
    set.${name} or (
      if checkFlag set name then
        true
      else if pair == null then
        null
      else
        head (tail pair)
    );

  /** Whether everything that the set's flags need (`[ flag needs… ]`) is there. */
  checkReqs =
    set: defaults: conditions:
    let
      isThere =
        name:
        let
          value = getValue set defaults name;
        in
        value != null && value != false;
    in
    lib.all (condition: checkFlag set (head condition) -> lib.all isThere (tail condition)) conditions;

  /** A list without repetitions and without what is in `acc`; see `unique`. */
  uniqList =
    {
      inputList,
      acc ? [ ],
    }:
    let
      step =
        state: x:
        if elem x state.seen then
          state
        else
          {
            seen = [ x ] ++ state.seen;
            kept = state.kept ++ [ x ];
          };
    in
    (lib.foldl' step {
      seen = acc;
      kept = [ ];
    } inputList).kept;

  /** `uniqList` with another notion of what is equal. */
  uniqListExt =
    {
      inputList,
      outputList ? [ ],
      getter ? lib.id,
      compare ? a: b: a == b,
    }:
    lib.foldl' (
      kept: x: if lib.any (y: compare (getter y) (getter x)) kept then kept else kept ++ [ x ]
    ) outputList inputList;

  /** A name with the suffixes of those conditions (`[ condition suffix condition suffix … ]`) that hold. */
  condConcat =
    name: list: holds:
    if list == [ ] then
      name
    else
      condConcat (if holds (head list) then name + head (tail list) else name) (tail (tail list)) holds;

  /** `builtins.genericClosure`, last found first. */
  lazyGenericClosure =
    { startSet, operator }:
    let
      go =
        queue: seen: found:
        let
          x = head queue;
        in
        if queue == [ ] then
          found
        else if elem x.key seen then
          go (tail queue) seen found
        else
          go (tail queue ++ operator x) ([ x.key ] ++ seen) ([ x ] ++ found);
    in
    go startSet [ ] [ ];

  /** Collects sets until null comes; see `modifySumArgs`. */
  innerModifySumArgs =
    f: more: sum: next:
    if next == null then f sum next // more else innerModifySumArgs f more (sum // next);

  /** A function of the sum of sets given one by one, null at the end, with more in its result. */
  modifySumArgs = f: more: innerModifySumArgs f more { };

  /** `closePropagation` from a list of what is known. */
  innerClosePropagation =
    known: packages:
    let
      package = head packages;
      rest = tail packages;
      known' = [ package ] ++ known;
    in
    if packages == [ ] then
      known
    else if !isAttrs package then
      innerClosePropagation known rest
    else
      innerClosePropagation known' (uniqList {
        inputList = propagated package ++ rest;
        acc = known';
      });

  /** `closePropagation` by comparing packages whole. */
  closePropagationSlow = packages: uniqList { inputList = innerClosePropagation [ ] packages; };

  /** `closePropagation` by comparing store paths. */
  closePropagationFast =
    let
      items = packages: map (val: { key = val.outPath; inherit val; }) (lib.filter (package: package != null) packages);
    in
    packages:
    map (item: item.val) (
      builtins.genericClosure {
        startSet = items packages;
        operator = item: lib.optionals (isAttrs item.val) (items (propagated item.val));
      }
    );

  /** Packages, with all that they propagate. */
  closePropagation = closePropagationFast;

  /** A set of one attribute. */
  nvs = name: value: { ${name} = value; };

  /** A set with one attribute set. */
  setAttr =
    set: name: value:
    set // { ${name} = value; };

  /** A set with one attribute changed by a function, which gets a default where there is none. */
  setAttrMerge =
    name: default: set: f:
    set // { ${name} = f (set.${name} or default); };

  /** `a // b` with a function for attributes of `b`; where `a` lacks one it gets that of `b` twice. */
  mergeAttrsWithFunc =
    f: a: b:
    a // lib.mapAttrs (name: value: f (a.${name} or value) value) b;

  /** `mergeAttrsWithFunc` that makes lists of both values and joins them. */
  mergeAttrsConcatenateValues = mergeAttrsWithFunc (a: b: lib.toList a ++ lib.toList b);

  /** `a // b` that fails for attributes in both, except some that are joined or overridden. */
  mergeAttrsNoOverride =
    {
      mergeLists ? [
        "buildInputs"
        "propagatedBuildInputs"
      ],
      overrideSnd ? [ "buildPhase" ],
    }:
    a: b:
    a
    // lib.mapAttrs (
      name: value:
      if !(a ? ${name}) then
        value
      else if elem name mergeLists then
        value ++ a.${name}
      else if elem name overrideSnd then
        a.${name}
      else
        throw "error mergeAttrsNoOverride, attribute ${name} given in both attributes - no merge func defined"
    ) b;

  /** `x // y`, attributes of both merged by the functions in `mergeAttrBy` of either. */
  mergeAttrByFunc =
    x: y:
    let
      functions = {
        mergeAttrBy = lib.mergeAttrs;
      }
      // x.mergeAttrBy or { }
      // y.mergeAttrBy or { };
      used = lib.filterAttrs (name: _f: x ? ${name} || y ? ${name}) functions;
    in
    x
    // y
    // lib.mapAttrs (
      name: f: if x ? ${name} && y ? ${name} then f x.${name} y.${name} else x.${name} or y.${name}
    ) used;

  /** `mergeAttrByFunc` of a list, with the functions of `mergeAttrBy`. */
  mergeAttrsByFuncDefaults = foldl mergeAttrByFunc { inherit mergeAttrBy; };

  /** `mergeAttrsByFuncDefaults` without the functions in the result. */
  mergeAttrsByFuncDefaultsClean = list: removeAttrs (mergeAttrsByFuncDefaults list) [ "mergeAttrBy" ];

  /** How attributes of derivations are merged. */
  mergeAttrBy =
    all [
      "nativeBuildInputs"
      "buildInputs"
      "propagatedBuildInputs"
      "configureFlags"
      "prePhases"
      "postAll"
      "patches"
    ] lib.concat
    // all [
      "passthru"
      "meta"
      "cfg"
      "flags"
    ] lib.mergeAttrs
    // all [
      "preConfigure"
      "postInstall"
    ] (a: b: "${a}\n${b}");

  /** What kind of value this is; see `typeOf`. */
  nixType =
    x:
    if isAttrs x then
      if x ? outPath then "derivation" else "attrs"
    else if lib.isFunction x then
      "function"
    else
      {
        list = "list";
        bool = "bool";
        null = "null";
        int = "int";
      }
      .${builtins.typeOf x} or "string";

  /** `imap1`. */
  imap = lib.imap1;
}
