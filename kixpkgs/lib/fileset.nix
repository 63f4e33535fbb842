/**
  Sets of local files: united, intersected, subtracted, filtered, and at last put into the
  store with `toSource`. Nothing is copied before that.

  Wherever a file set is expected, a path will do: it means the file, or every file below
  the folder. Folders without files are never part of a set.

  File sets are represented as nixpkgs represents them (version 3), so that those of one
  library can be given to the other.
*/
{ lib }:
let
  inherit (builtins)
    baseNameOf
    dirOf
    elemAt
    isBool
    isList
    isPath
    length
    pathExists
    readFileType
    seq
    typeOf
    ;
  inherit (lib) drop filter foldl';
  inherit (lib.lists) commonPrefix;
  inherit (lib.strings) isStringLike;
  trees = import ./file-trees.nix { inherit lib; };

  # --- Representation -----------------------------------------------------------------------

  currentVersion = 3;

  # The last attribute to be printed: who evaluates a file set gets this far.
  _noEval = throw ''
    lib.fileset: Directly evaluating a file set is not supported.
      To turn it into a usable source, use `lib.fileset.toSource`.
      To pretty-print the contents, use `lib.fileset.trace` or `lib.fileset.traceVal`.'';

  # The set without files that belongs to no file system, the neutral element.
  empty = {
    _type = "fileset";
    _internalVersion = currentVersion;
    _internalIsEmptyWithoutBase = true;
    inherit _noEval;
  };

  partsOf =
    path:
    let
      parts = lib.path.splitRoot path;
    in
    {
      inherit (parts) root;
      names = lib.path.subpath.components parts.subpath;
    };

  # The files that a tree names below a folder.
  setAt =
    base: tree:
    let
      parts = partsOf base;
    in
    {
      _type = "fileset";
      _internalVersion = currentVersion;
      _internalIsEmptyWithoutBase = false;
      _internalBase = base;
      _internalBaseRoot = parts.root;
      _internalBaseComponents = parts.names;
      _internalTree = tree;
      inherit _noEval;
    };

  # A set of one file, with the tree that stands for it; its base is the folder.
  setOfFile = path: tree: setAt (dirOf path) { ${baseNameOf path} = tree; };

  setOfPath =
    path:
    let
      type = readFileType path;
    in
    if type == "directory" then setAt path type else setOfFile path type;

  hasBase = set: !set._internalIsEmptyWithoutBase;
  namesOf = set: set._internalBaseComponents;

  # The tree of a set, seen from a folder (as names) above or below its base.
  treeFrom =
    names: set:
    let
      own = namesOf set;
    in
    if length names <= length own then
      trees.raise set._internalTree (drop (length names) own)
    else
      trees.lower set._internalTree (drop (length own) names);

  # Sets of earlier versions of the representation.
  upToDate =
    set:
    let
      parts = partsOf set._internalBase;
    in
    if set._internalVersion == currentVersion then
      set
    else
      {
        _internalBaseRoot = parts.root;
        _internalBaseComponents = parts.names;
        _internalIsEmptyWithoutBase = false;
      }
      // set
      // {
        _internalVersion = currentVersion;
      };

  # --- Arguments ----------------------------------------------------------------------------

  isSet = value: value._type or "" == "fileset";

  # Why a value is no file set; null when it is one. `what` says which value.
  refusal =
    what: value:
    if isSet value then
      if value._internalVersion <= currentVersion then
        null
      else
        ''
          ${what} is a file set created from a future version of the file set library with a different internal representation:
              - Internal version of the file set: ${toString value._internalVersion}
              - Internal version of the library: ${toString currentVersion}
              Make sure to update your Nixpkgs to have a newer version of `lib.fileset`.''
    else if isPath value then
      if pathExists value then
        null
      else
        ''
          ${what} (${toString value}) is a path that does not exist.
              To create a file set from a path that may not exist, use `lib.fileset.maybeMissing`.''
    else if value ? _isLibCleanSourceWith then
      ''
        ${what} is a `lib.sources`-based value, but it should be a file set or a path instead.
            To convert a `lib.sources`-based value to a file set you can use `lib.fileset.fromSource`.
            Note that this only works for sources created from paths.''
    else if isStringLike value then
      ''
        ${what} ("${toString value}") is a string-like value, but it should be a file set or a path instead.
            Paths represented as strings are not supported by `lib.fileset`, use `lib.sources` or derivations instead.''
    else
      "${what} is of type ${typeOf value}, but it should be a file set or a path instead.";

  setOf =
    what: value:
    let
      why = refusal what value;
    in
    if why != null then
      throw why
    else if isSet value then
      upToDate value
    else
      setOfPath value;

  # Several arguments as sets of one file system. `named` has { name; value; } for each.
  setsOf =
    function: named:
    let
      sets = map ({ name, value }: setOf "lib.fileset.${function}: ${name}" value) named;
      root = (lib.head (filter hasBase sets))._internalBaseRoot;
      stranger = lib.lists.findFirstIndex (set: hasBase set && set._internalBaseRoot != root) null sets;
    in
    if stranger == null then
      sets
    else
      throw ''
        lib.fileset.${function}: Filesystem roots are not the same:
            ${(lib.head named).name}: Filesystem root is "${toString root}"
            ${(elemAt named stranger).name}: Filesystem root is "${
              toString (elemAt sets stranger)._internalBaseRoot
            }"
            Different filesystem roots are not supported.'';

  # A function of two sets, with the names that errors give its arguments.
  binary =
    function: nameA: nameB: f: a: b:
    let
      sets = setsOf function [
        {
          name = nameA;
          value = a;
        }
        {
          name = nameB;
          value = b;
        }
      ];
    in
    f (elemAt sets 0) (elemAt sets 1);

  uniteSets =
    sets:
    let
      based = filter hasBase sets;
      first = lib.head based;
      names = foldl' (names: set: commonPrefix names (namesOf set)) (namesOf first) (lib.tail based);
      base = lib.path.append first._internalBaseRoot (lib.path.subpath.join names);
    in
    if based == [ ] then empty else setAt base (trees.unite (map (treeFrom names) based));

  # What two bases have to do with each other: the one above leads to the other.
  isAbove = a: b: lib.lists.hasPrefix (namesOf a) (namesOf b);

  # --- Git ----------------------------------------------------------------------------------

  trackedBy =
    function: which: options: path:
    let
      shown = "${which} (${toString path})";
      isWorkTree = pathExists (path + "/.git");
      fetched = builtins.fetchGit (
        {
          url = path;
          shallow = true;
        }
        // options
      );
    in
    if !isPath path then
      throw "lib.fileset.${function}: Expected the ${which} to be a path, but it's a ${typeOf path} instead."
    else if readFileType path != "directory" then
      throw "lib.fileset.${function}: Expected the ${shown} to be a directory, but it's a file instead."
    else if lib.path.hasStorePathPrefix path then
      # A checkout in the store was made of tracked files, unless it came with its `.git`.
      if !isWorkTree then
        setOfPath path
      else
        throw ''
          lib.fileset.${function}: The ${shown} is a store path within a working tree of a Git repository.
              This indicates that a source directory was imported into the store using a method such as `import "''${./.}"` or `path:.`.
              This function currently does not support such a use case, since it currently relies on `builtins.fetchGit`.
              You could make this work by using a fetcher such as `fetchGit` instead of copying the whole repository.
              If you can't avoid copying the repo to the store, see https://github.com/NixOS/nix/issues/9292.''
    else if isWorkTree then
      setAt path (trees.snapshot fetched.outPath)
    else
      throw "lib.fileset.${function}: Expected the ${shown} to point to a local working tree of a Git repository, but it's not.";

  # Predicates of `fileFilter` have to leave room for attributes to come; this one, whose
  # name is the message, cannot be named in a pattern.
  roomForMore = "lib.fileset.fileFilter: The predicate function passed as the first argument must be able to handle extra attributes for future compatibility. If you're using `{ name, file, hasExt }:`, use `{ name, file, hasExt, ... }:` instead.";

  printed = set: if hasBase set then trees.show set._internalBase set._internalTree else builtins.trace "(empty)" null;
in
{
  /** The set without files. */
  inherit empty;

  /**
    Whether a value is a file set or can stand for one.

    # Type

    ```
    isFileset :: Any -> Bool
    ```
  */
  isFileset = value: refusal "" value == null;

  /**
    The file or the files below the folder at a path, none when there is nothing.

    # Type

    ```
    maybeMissing :: Path -> FileSet
    ```
  */
  maybeMissing =
    path:
    if isPath path then
      if pathExists path then setOfPath path else empty
    else if isStringLike path then
      throw ''lib.fileset.maybeMissing: Argument ("${toString path}") is a string-like value, but it should be a path instead.''
    else
      throw "lib.fileset.maybeMissing: Argument is of type ${typeOf path}, but it should be a path instead.";

  /**
    Prints the files of a set, and gives back the second argument.

    # Type

    ```
    trace :: FileSet -> a -> a
    ```
  */
  trace = fileset: seq (printed (setOf "lib.fileset.trace: Argument" fileset)) lib.id;

  /**
    Prints the files of a set, and gives back the set.

    # Type

    ```
    traceVal :: FileSet -> FileSet
    ```
  */
  traceVal =
    fileset:
    let
      set = setOf "lib.fileset.traceVal: Argument" fileset;
    in
    seq (printed set) set;

  /**
    Puts the files of a set into the store, as one store object named `source` in which
    `root` is the top.

    # Type

    ```
    toSource :: { root :: Path; fileset :: FileSet; } -> Source
    ```

    # Example

    ```nix
    toSource {
      root = ./.;
      fileset = lib.fileset.union ./src ./Makefile;
    }
    ```
  */
  toSource =
    { root, fileset }:
    let
      set = setOf "lib.fileset.toSource: `fileset`" fileset;
      rootParts = partsOf root;
      keep = if hasBase set then trees.toFilter set._internalBase (namesOf set) set._internalTree else _path: _type: false;
      fail = message: throw "lib.fileset.toSource: ${message}";
    in
    if root ? _isLibCleanSourceWith then
      fail ''
        `root` is a `lib.sources`-based value, but it should be a path instead.
            To use a `lib.sources`-based value, convert it to a file set using `lib.fileset.fromSource` and pass it as `fileset`.
            Note that this only works for sources created from paths.''
    else if isStringLike root && !isPath root then
      fail ''
        `root` (${toString root}) is a string-like value, but it should be a path instead.
            Paths in strings are not supported by `lib.fileset`, use `lib.sources` or derivations instead.''
    else if !isPath root then
      fail "`root` is of type ${typeOf root}, but it should be a path instead."
    else if hasBase set && rootParts.root != set._internalBaseRoot then
      fail ''
        Filesystem roots are not the same for `fileset` and `root` (${toString root}):
            `root`: Filesystem root is "${toString rootParts.root}"
            `fileset`: Filesystem root is "${toString set._internalBaseRoot}"
            Different filesystem roots are not supported.''
    else if !pathExists root then
      fail "`root` (${toString root}) is a path that does not exist."
    else if readFileType root != "directory" then
      fail ''
        `root` (${toString root}) is a file, but it should be a directory instead. Potential solutions:
            - If you want to import the file into the store _without_ a containing directory, use string interpolation or `builtins.path` instead of this function.
            - If you want to import the file into the store _with_ a containing directory, set `root` to the containing directory, such as ${toString (dirOf root)}, and set `fileset` to the file path.''
    else if hasBase set && !lib.lists.hasPrefix rootParts.names (namesOf set) then
      fail ''
        `fileset` could contain files in ${toString set._internalBase}, which is not under the `root` (${toString root}). Potential solutions:
            - Set `root` to ${toString set._internalBase} or any directory higher up. This changes the layout of the resulting store path.
            - Set `fileset` to a file set that cannot contain files outside the `root` (${toString root}). This could change the files included in the result.''
    else
      seq keep (
        lib.sources.cleanSourceWith {
          name = "source";
          src = root;
          filter = keep;
        }
      );

  /**
    The paths of all files of a set. Reads every folder; combine sets before, not lists after.

    # Type

    ```
    toList :: FileSet -> [Path]
    ```
  */
  toList =
    fileset:
    let
      set = setOf "lib.fileset.toList: Argument" fileset;
    in
    lib.optionals (hasBase set) (trees.list set._internalBase set._internalTree);

  /**
    The files in either of two sets.

    # Type

    ```
    union :: FileSet -> FileSet -> FileSet
    ```
  */
  union = binary "union" "First argument" "Second argument" (
    a: b:
    uniteSets [
      a
      b
    ]
  );

  /**
    The files in any of some sets.

    # Type

    ```
    unions :: [FileSet] -> FileSet
    ```
  */
  unions =
    filesets:
    if isList filesets then
      uniteSets (
        setsOf "unions" (
          lib.imap0 (i: value: {
            name = "Element ${toString i}";
            inherit value;
          }) filesets
        )
      )
    else
      throw "lib.fileset.unions: Argument is of type ${typeOf filesets}, but it should be a list instead.";

  /**
    The files in both of two sets.

    # Type

    ```
    intersection :: FileSet -> FileSet -> FileSet
    ```
  */
  intersection = binary "intersection" "First argument" "Second argument" (
    a: b:
    let
      # The base below the other: no file outside of it is in both.
      lowest = if isAbove a b then b else a;
      treeOf = treeFrom (namesOf lowest);
    in
    if !(hasBase a && hasBase b && (isAbove a b || isAbove b a)) then
      empty
    else
      setAt lowest._internalBase (trees.intersect (treeOf a) (treeOf b))
  );

  /**
    The files in the first set that are not in the second.

    # Type

    ```
    difference :: FileSet -> FileSet -> FileSet
    ```
  */
  difference = binary "difference" "First argument (positive set)" "Second argument (negative set)" (
    a: b:
    if !hasBase a || !hasBase b then
      a
    else
      setAt a._internalBase (
        if isAbove a b || isAbove b a then
          trees.subtract a._internalBase a._internalTree (treeFrom (namesOf a) b)
        else
          a._internalTree
      )
  );

  /**
    The files at and below a path that a function accepts. It gets `name`, `type` and
    `hasExt`, which says whether the name ends in a dot and the given text.

    # Type

    ```
    fileFilter :: ({ name :: String; type :: String; hasExt :: String -> Bool; ... } -> Bool) -> Path -> FileSet
    ```

    # Example

    ```nix
    fileFilter (file: file.hasExt "nix") ./.
    ```
  */
  fileFilter =
    predicate: path:
    let
      accepts =
        name: type:
        predicate {
          inherit name type;
          hasExt = extension: lib.hasSuffix ".${extension}" name;
          ${roomForMore} = null;
        };
      name = baseNameOf path;
      type = readFileType path;
    in
    if !lib.isFunction predicate then
      throw "lib.fileset.fileFilter: First argument is of type ${typeOf predicate}, but it should be a function instead."
    else if isSet path then
      throw ''
        lib.fileset.fileFilter: Second argument is a file set, but it should be a path instead.
            If you need to filter files in a file set, use `intersection fileset (fileFilter pred ./.)` instead.''
    else if !isPath path then
      throw "lib.fileset.fileFilter: Second argument is of type ${typeOf path}, but it should be a path instead."
    else if !pathExists path then
      throw "lib.fileset.fileFilter: Second argument (${toString path}) is a path that does not exist."
    else if type == "directory" then
      setAt path (trees.select accepts path)
    else
      setOfFile path (if accepts name type then type else null);

  /**
    The files of a source (see lib.sources), which is not copied for that.

    # Type

    ```
    fromSource :: SourceLike -> FileSet
    ```
  */
  fromSource =
    source:
    let
      isFiltered = source ? _isLibCleanSourceWith;
      path = if isFiltered then source.origSrc else source;
      text = lib.concatMapStrings (name: "/${name}") (partsOf path).names;
    in
    if !isPath path then
      if isStringLike path then
        throw ''
          lib.fileset.fromSource: The source origin of the argument is a string-like value ("${toString path}"), but it should be a path instead.
              Sources created from paths in strings cannot be turned into file sets, use `lib.sources` or derivations instead.''
      else
        throw "lib.fileset.fromSource: The source origin of the argument is of type ${typeOf path}, but it should be a path instead."
    else if !pathExists path then
      throw "lib.fileset.fromSource: The source origin (${toString path}) of the argument is a path that does not exist."
    else if isFiltered && readFileType path == "directory" then
      setAt path (trees.filtered source.filter path text)
    else
      # `builtins.path` asks no filter about the path itself.
      setOfPath path;

  /**
    The files that Git tracks in the work tree at a path.

    # Type

    ```
    gitTracked :: Path -> FileSet
    ```
  */
  gitTracked = trackedBy "gitTracked" "argument" { };

  /**
    As `gitTracked`, with the choice to look into submodules.

    # Type

    ```
    gitTrackedWith :: { recurseSubmodules ? :: Bool; } -> Path -> FileSet
    ```
  */
  gitTrackedWith =
    {
      recurseSubmodules ? false,
    }:
    if isBool recurseSubmodules then
      trackedBy "gitTrackedWith" "second argument" { submodules = recurseSubmodules; }
    else
      throw "lib.fileset.gitTrackedWith: Expected the attribute `recurseSubmodules` of the first argument to be a boolean, but it's a ${typeOf recurseSubmodules} instead.";
}
