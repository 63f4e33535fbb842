/**
  Paths, taken apart and put together by whole names. These functions take path values
  (`./src`), never text that looks like a path; a *subpath* is text that says a way down
  from some folder (`"src/main"`).
*/
{ lib }:
let
  inherit (builtins)
    baseNameOf
    concatStringsSep
    dirOf
    isPath
    isString
    length
    match
    typeOf
    ;
  inherit (lib.asserts) assertMsg;

  # The root that a path hangs from and the names down from it.
  fromRoot =
    let
      climb =
        below: path:
        let
          parent = dirOf path;
        in
        if parent == path then
          {
            root = path;
            names = below;
          }
        else
          climb ([ (baseNameOf path) ] ++ below) parent;
    in
    climb [ ];

  # What is wrong with a subpath; null when nothing is.
  fault =
    value:
    if !isString value then
      "The given value is of type ${typeOf value}, but a string was expected"
    else if value == "" then
      "The given string is empty"
    else if lib.strings.hasPrefix "/" value then
      "The given string \"${value}\" starts with a `/`, representing an absolute path"
    else if lib.elem ".." (lib.splitString "/" value) then
      "The given string \"${value}\" contains a `..` component, which is not allowed in subpaths"
    else
      null;

  namesOf = subpath: lib.filter (name: name != "" && name != ".") (lib.splitString "/" subpath);

  # With "./" in front a name such as "-n" or "~" stays a name wherever it is used.
  subpathOf = names: if names == [ ] then "./." else "./" + concatStringsSep "/" names;

  # A function of a subpath that has to be valid.
  checked =
    function: f: subpath:
    let
      problem = fault subpath;
    in
    assert assertMsg (problem == null)
      "lib.path.subpath.${function}: Argument is not a valid subpath string:\n    ${problem}";
    f (namesOf subpath);

  mustBePath = function: which: end: path:
    assertMsg (isPath path)
      "lib.path.${function}: ${which} is of type ${typeOf path}, but a path was expected${end}";

  # Both paths of `hasPrefix` and `removePrefix` taken apart; each is checked when it is there.
  compare =
    function: end: result: shorter:
    assert mustBePath function "First argument" end shorter;
    let
      upper = fromRoot shorter;
      describe = which: path: parts: ''${which} argument: "${toString path}" with root "${toString parts.root}"'';
    in
    longer:
    assert mustBePath function "Second argument" end longer;
    let
      lower = fromRoot longer;
    in
    assert assertMsg (upper.root == lower.root)
      "lib.path.${function}: Filesystem roots must be the same for both paths, but paths with different roots were given:\n    ${describe "first" shorter upper}\n    ${describe "second" longer lower}";
    result {
      inherit shorter longer;
      isPrefix = lib.lists.hasPrefix upper.names lower.names;
      rest = lib.drop (length upper.names) lower.names;
    };

  storeNames = namesOf builtins.storeDir;

  # A derivation with a floating content address may stand for its output as `/HASH`.
  isPlaceholder = names: names != [ ] && match "[0-9a-z]{52}" (lib.head names) != null;

  isInStore =
    names:
    lib.lists.hasPrefix storeNames names
    && length names > length storeNames
    && match ".{32}-.+" (lib.elemAt names (length storeNames)) != null;
in
{
  /**
    A path below another. Unlike `path + "/${subpath}"` it refuses what would lead
    anywhere else.

    # Type

    ```
    append :: Path -> String -> Path
    ```

    # Example

    ```nix
    append /foo "bar//baz/."
    => /foo/bar/baz
    ```
  */
  append =
    path: subpath:
    let
      problem = fault subpath;
    in
    assert mustBePath "append" "The first argument" "" path;
    assert assertMsg (problem == null)
      "lib.path.append: Second argument is not a valid subpath string:\n    ${problem}";
    path + "/${subpath}";

  /**
    Whether the first path is the second one or a folder above it.

    # Type

    ```
    hasPrefix :: Path -> Path -> Bool
    ```
  */
  hasPrefix = compare "hasPrefix" "" (both: both.isPrefix);

  /**
    The way from the first path down to the second, as a subpath.

    # Type

    ```
    removePrefix :: Path -> Path -> String
    ```
  */
  removePrefix = compare "removePrefix" "." (
    both:
    if both.isPrefix then
      subpathOf both.rest
    else
      throw ''lib.path.removePrefix: The first path argument "${toString both.shorter}" is not a component-wise prefix of the second path argument "${toString both.longer}".''
  );

  /**
    A path as the root of its file system and the subpath from there.

    # Type

    ```
    splitRoot :: Path -> { root :: Path; subpath :: String; }
    ```
  */
  splitRoot =
    path:
    assert mustBePath "splitRoot" "Argument" "" path;
    let
      parts = fromRoot path;
    in
    {
      inherit (parts) root;
      subpath = subpathOf parts.names;
    };

  /**
    Whether a path is in the store, at or below a store object.

    # Type

    ```
    hasStorePathPrefix :: Path -> Bool
    ```
  */
  hasStorePathPrefix =
    path:
    assert mustBePath "hasStorePathPrefix" "Argument" "" path;
    let
      parts = fromRoot path;
    in
    assert assertMsg (toString parts.root == "/")
      "lib.path.hasStorePathPrefix: Argument has a filesystem root (${toString parts.root}) that's not /, which is currently not supported.";
    isInStore parts.names || isPlaceholder parts.names;

  /** Subpaths: text that says a way down from a folder. */
  subpath = {
    /**
      Whether a value is a subpath: text, not empty, not absolute, without a `..`.

      # Type

      ```
      subpath.isValid :: Any -> Bool
      ```
    */
    isValid = value: fault value == null;

    /**
      Subpaths one after the other, normalised.

      # Type

      ```
      subpath.join :: [String] -> String
      ```

      # Example

      ```nix
      subpath.join [ "foo/" "./bar//baz" ]
      => "./foo/bar/baz"
      ```
    */
    join =
      subpaths:
      let
        at = lib.lists.findFirstIndex (subpath: fault subpath != null) null subpaths;
      in
      if at == null then
        subpathOf (lib.concatMap namesOf subpaths)
      else
        throw "lib.path.subpath.join: Element at index ${toString at} is not a valid subpath string:\n    ${fault (lib.elemAt subpaths at)}";

    /**
      The names in a subpath.

      # Type

      ```
      subpath.components :: String -> [String]
      ```
    */
    components = checked "components" lib.id;

    /**
      A subpath without doubled slashes and idle dots, with `./` in front: two subpaths
      lead to the same file when, and only when, their normal forms are equal.

      # Type

      ```
      subpath.normalise :: String -> String
      ```
    */
    normalise = checked "normalise" subpathOf;
  };
}
