/**
  Attribute sets.
*/
{ lib }:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    elemAt
    foldl'
    isAttrs
    length
    listToAttrs
    ;
in
rec {
  inherit (builtins)
    attrNames
    attrValues
    catAttrs
    getAttr
    hasAttr
    intersectAttrs
    isAttrs
    listToAttrs
    mapAttrs
    removeAttrs
    ;

  /**
    The value at a path, or the default when there is none.

    # Type

    ```
    attrByPath :: [String] -> a -> AttrSet -> a
    ```

    # Example

    ```nix
    attrByPath [ "a" "b" ] 6 { a.b = 3; }
    => 3
    ```
  */
  attrByPath =
    path: default: set:
    let
      depth = length path;
      go =
        i: s:
        if i == depth then
          s
        else if s ? ${elemAt path i} then
          go (i + 1) s.${elemAt path i}
        else
          default;
    in
    go 0 set;

  /**
    Whether there is a value at a path.

    # Type

    ```
    hasAttrByPath :: [String] -> AttrSet -> Bool
    ```
  */
  hasAttrByPath =
    path: set:
    let
      depth = length path;
      go = i: s: i == depth || (s ? ${elemAt path i} && go (i + 1) s.${elemAt path i});
    in
    go 0 set;

  /**
    The longest beginning of a path that exists in a set.
  */
  longestValidPathPrefix =
    path: set:
    let
      depth = length path;
      go = i: s: if i < depth && s ? ${elemAt path i} then go (i + 1) s.${elemAt path i} else i;
    in
    lib.take (go 0 set) path;

  /**
    A set with a value at a path and nothing else.

    # Type

    ```
    setAttrByPath :: [String] -> a -> AttrSet
    ```
  */
  setAttrByPath = path: value: lib.foldr (name: inner: { ${name} = inner; }) value path;

  /**
    The value at a path, or a failure that shows the path.

    # Type

    ```
    getAttrFromPath :: [String] -> AttrSet -> a
    ```
  */
  getAttrFromPath =
    path: set: attrByPath path (abort "cannot find attribute '${lib.concatStringsSep "." path}'") set;

  /**
    A chain of changes at paths, applied in order, each to the result of those before.

    # Type

    ```
    updateManyAttrsByPath :: [{ path :: [String]; update :: a -> a; }] -> AttrSet -> AttrSet
    ```
  */
  updateManyAttrsByPath =
    let
      # Changes at this level, and those further down grouped by the next name.
      go =
        depth: hasValue: value: updates:
        let
          here = lib.partition (u: length u.path == depth) updates;
          below = lib.groupBy (u: elemAt u.path depth) here.wrong;
          set =
            if here.wrong == [ ] then
              value
            else if !hasValue then
              mapAttrs (_: go (depth + 1) false null) below
            else if isAttrs value then
              value
              // mapAttrs (name: go (depth + 1) (value ? ${name}) value.${name} or null) below
            else
              throw "updateManyAttrsByPath: Path '${showAttrPath (lib.take depth (lib.head here.wrong).path)}' needs to be updated, but is not an attribute set";
          exists = hasValue || here.wrong != [ ];
        in
        if here.right == [ ] then
          set
        else
          (foldl' (state: u: {
            # A change of what does not exist may ignore its argument, but not use it.
            value = u.update (
              if state.exists then
                state.value
              else
                throw "updateManyAttrsByPath: Path '${showAttrPath (lib.take depth (lib.head here.right).path)}' does not exist in the given value, but the first update to this path tries to access the existing value."
            );
            exists = true;
          }) { value = set; inherit exists; } here.right).value;
    in
    updates: value: go 0 true value updates;

  /**
    The values of the given names, in their order.

    # Type

    ```
    attrVals :: [String] -> AttrSet -> [a]
    ```
  */
  attrVals = names: set: map (name: set.${name}) names;

  /**
    The attributes of the given names; each must exist.
  */
  getAttrs = names: set: lib.genAttrs names (name: set.${name});

  /**
    The attributes that fulfil a predicate of name and value.

    # Type

    ```
    filterAttrs :: (String -> a -> Bool) -> AttrSet -> AttrSet
    ```
  */
  filterAttrs =
    pred: set: removeAttrs set (lib.filter (name: !pred name set.${name}) (attrNames set));

  /**
    As `filterAttrs`, at every depth.
  */
  filterAttrsRecursive =
    pred: set:
    mapAttrs (_: value: if isAttrs value then filterAttrsRecursive pred value else value) (
      filterAttrs pred set
    );

  /**
    Folds name and value of each attribute, in the order of the names.

    # Type

    ```
    foldlAttrs :: (b -> String -> a -> b) -> b -> AttrSet -> b
    ```
  */
  foldlAttrs =
    f: init: set:
    foldl' (acc: name: f acc name set.${name}) init (attrNames set);

  /**
    Folds the values of each name over a list of sets, from the right.

    # Type

    ```
    foldAttrs :: (a -> b -> b) -> b -> [AttrSet] -> AttrSet
    ```

    # Example

    ```nix
    foldAttrs (item: acc: [ item ] ++ acc) [ ] [ { a = 2; } { a = 3; } ]
    => { a = [ 2 3 ]; }
    ```
  */
  foldAttrs = op: nul: sets: mapAttrs (_: values: lib.foldr op nul values) (zipAttrs sets);

  /**
    All values, however deep, that fulfil a predicate; nothing below them is looked at.

    # Type

    ```
    collect :: (a -> Bool) -> AttrSet -> [a]
    ```
  */
  collect =
    pred: value:
    if pred value then
      [ value ]
    else if isAttrs value then
      concatMap (collect pred) (attrValues value)
    else
      [ ];

  /**
    All combinations of the values of each name.

    # Type

    ```
    cartesianProduct :: { name :: [a]; } -> [{ name :: a; }]
    ```
  */
  cartesianProduct =
    sets:
    foldl' (
      partial: name: concatMap (head: map (value: head // { ${name} = value; }) sets.${name}) partial
    ) [ { } ] (attrNames sets);

  /**
    A function applied to all combinations.
  */
  mapCartesianProduct = f: sets: map f (cartesianProduct sets);

  /**
    `{ name; value; }`, as `listToAttrs` takes it.
  */
  nameValuePair = name: value: { inherit name value; };

  /**
    Maps names and values: the function gives a `nameValuePair`.

    # Type

    ```
    mapAttrs' :: (String -> a -> { name; value; }) -> AttrSet -> AttrSet
    ```
  */
  mapAttrs' = f: set: listToAttrs (mapAttrsToList f set);

  /**
    A list with the function's result for each attribute, in the order of the names.

    # Type

    ```
    mapAttrsToList :: (String -> a -> b) -> AttrSet -> [b]
    ```
  */
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);

  /**
    The attributes as `nameValuePair`s.
  */
  attrsToList = mapAttrsToList nameValuePair;

  /**
    Maps each attribute to a set, and joins them; later names win.

    # Type

    ```
    concatMapAttrs :: (String -> a -> AttrSet) -> AttrSet -> AttrSet
    ```
  */
  concatMapAttrs = f: set: mergeAttrsList (mapAttrsToList f set);

  /**
    Maps the values at every depth; the function gets the path.

    # Type

    ```
    mapAttrsRecursive :: ([String] -> a -> b) -> AttrSet -> AttrSet
    ```
  */
  mapAttrsRecursive = mapAttrsRecursiveCond (_: true);

  /**
    As `mapAttrsRecursive`, but a set is entered only if the predicate says so.
  */
  mapAttrsRecursiveCond =
    cond: f: set:
    let
      go =
        path:
        mapAttrs (
          name: value:
          let
            here = path ++ [ name ];
          in
          if isAttrs value && cond value then go here value else f here value
        );
    in
    go [ ] set;

  /**
    As `mapAttrsRecursive`, with the results in a list.
  */
  mapAttrsToListRecursive = mapAttrsToListRecursiveCond (_: _: true);

  /**
    As `mapAttrsToListRecursive`, but a set is entered only if the predicate of path and set
    says so.
  */
  mapAttrsToListRecursiveCond =
    cond: f: set:
    let
      # The set itself is entered whatever the predicate says.
      enter = path: set: concatMap (name: go (path ++ [ name ]) set.${name}) (attrNames set);
      go = path: value: if isAttrs value && cond path value then enter path value else [ (f path value) ];
    in
    enter [ ] set;

  /**
    A set from names, with the function's result for each.

    # Type

    ```
    genAttrs :: [String] -> (String -> a) -> AttrSet
    ```
  */
  genAttrs =
    names: f:
    listToAttrs (
      map (name: {
        inherit name;
        value = f name;
      }) names
    );

  /**
    A set from a list; the function gives a `nameValuePair` for each element.
  */
  genAttrs' = xs: f: listToAttrs (map f xs);

  /**
    Whether a value is a derivation.
  */
  isDerivation = value: value.type or null == "derivation";

  /**
    A set that looks like a derivation of the given store path.
  */
  toDerivation =
    path:
    let
      storePath = builtins.storePath path;
      self = {
        type = "derivation";
        name = lib.unsafeDiscardStringContext (builtins.substring 33 (-1) (baseNameOf storePath));
        outPath = storePath;
        outputs = [ "out" ];
        out = self;
        outputName = "out";
      };
    in
    self;

  /**
    The set if the condition holds, else an empty one.

    # Type

    ```
    optionalAttrs :: Bool -> AttrSet -> AttrSet
    ```
  */
  optionalAttrs = condition: set: if condition then set else { };

  /**
    Joins sets: the function gets each of the given names and all its values.
  */
  zipAttrsWithNames =
    names: f: sets:
    genAttrs names (name: f name (builtins.catAttrs name sets));

  /**
    Joins sets: the function gets each name and all its values.

    # Type

    ```
    zipAttrsWith :: (String -> [a] -> b) -> [AttrSet] -> AttrSet
    ```
  */
  zipAttrsWith = builtins.zipAttrsWith;

  /**
    Joins sets: a list of values for each name.
  */
  zipAttrs = zipAttrsWith (_: values: values);

  /**
    Joins a list of sets; later ones win. Halves the list instead of folding it: each
    attribute is copied a logarithmic number of times.

    # Type

    ```
    mergeAttrsList :: [AttrSet] -> AttrSet
    ```
  */
  mergeAttrsList =
    sets:
    let
      # from: included; to: excluded
      go =
        from: to:
        let
          middle = (from + to) / 2;
        in
        if to - from == 1 then elemAt sets from else go from middle // go middle to;
    in
    if sets == [ ] then { } else go 0 (length sets);

  /**
    Joins two sets at every depth until the predicate of path, left and right value holds:
    there the right one wins.

    # Type

    ```
    recursiveUpdateUntil :: ([String] -> a -> b -> Bool) -> AttrSet -> AttrSet -> AttrSet
    ```
  */
  recursiveUpdateUntil =
    pred: left: right:
    let
      go =
        path: l: r:
        l
        // mapAttrs (
          name: value:
          let
            here = path ++ [ name ];
          in
          if l ? ${name} && !pred here l.${name} value then go here l.${name} value else value
        ) r;
    in
    go [ ] left right;

  /**
    Joins two sets at every depth; what is not a set on both sides is taken from the right.

    # Type

    ```
    recursiveUpdate :: AttrSet -> AttrSet -> AttrSet
    ```
  */
  recursiveUpdate =
    left: right:
    left
    // mapAttrs (
      name: value:
      if isAttrs value && left ? ${name} && isAttrs left.${name} then
        recursiveUpdate left.${name} value
      else
        value
    ) right;

  /**
    Whether everything in the pattern is in the set, at every depth.

    # Type

    ```
    matchAttrs :: AttrSet -> AttrSet -> Bool
    ```
  */
  matchAttrs =
    pattern: set:
    assert isAttrs pattern;
    lib.all (
      name:
      set ? ${name}
      && (
        if isAttrs pattern.${name} then
          isAttrs set.${name} && matchAttrs pattern.${name} set.${name}
        else
          pattern.${name} == set.${name}
      )
    ) (attrNames pattern);

  /**
    Replaces values of names that exist; new names are ignored.
  */
  overrideExisting = old: new: mapAttrs (name: value: new.${name} or value) old;

  /**
    A path as one would write it, with quotes where needed.

    # Type

    ```
    showAttrPath :: [String] -> String
    ```
  */
  showAttrPath =
    path:
    if path == [ ] then
      "<root attribute path>"
    else
      lib.concatMapStringsSep "." lib.strings.escapeNixIdentifier path;

  /**
    Joins sets that must not share names.
  */
  unionOfDisjoint =
    x: y:
    let
      shared = builtins.intersectAttrs x y;
      names = lib.concatStringsSep " " (attrNames shared);
    in
    (x // y) // mapAttrs (_: _: throw "unionOfDisjoint: collision on ${names}") shared;

  /**
    Marks a set for tools that look for derivations inside sets.
  */
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };

  /**
    Takes that mark away.
  */
  dontRecurseIntoAttrs = set: set // { recurseForDerivations = false; };

  /**
    An output of a derivation, or its default output when it has none of that name.

    # Type

    ```
    getOutput :: String -> Derivation -> Derivation
    ```
  */
  getOutput =
    name: package:
    if package.outputSpecified or false then package else package.${name} or package.out or package;

  /**
    The first of some outputs that a derivation has, or the derivation as it is.

    # Type

    ```
    getFirstOutput :: [String] -> Derivation -> Derivation
    ```
  */
  getFirstOutput =
    names: package:
    let
      name = lib.findFirst (name: package ? ${name}) null names;
    in
    if package.outputSpecified or false || name == null then package else package.${name};

  /**
    The output `bin`, or the default one.
  */
  getBin = getOutput "bin";

  /**
    The output `lib`, or the default one.
  */
  getLib = getOutput "lib";

  /**
    The output `dev`, or the default one.
  */
  getDev = getOutput "dev";

  /**
    The output `static` or `lib`, or the default one.
  */
  getStatic = getFirstOutput [
    "static"
    "lib"
    "out"
  ];

  /**
    The output with C headers: `dev`, or the default one.
  */
  getInclude = getFirstOutput [
    "include"
    "dev"
    "out"
  ];

  /**
    The outputs of `getDev` of all packages.
  */
  chooseDevOutputs = map getDev;

  /**
    The output `man`, or the default one.
  */
  getMan = getOutput "man";
}
