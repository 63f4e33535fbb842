/**
  Text.
*/
{ lib }:
let
  inherit (builtins)
    concatStringsSep
    elemAt
    genList
    length
    match
    replaceStrings
    stringLength
    substring
    ;

  # The printable characters of ASCII with their codes; what `charToInt` knows.
  ascii = import ./ascii.nix;

  # A checked whole number. JSON refuses leading zeros, so they go first.
  decimal =
    s:
    let
      parts = match "[[:space:]]*(-?)0*(0|[1-9][[:digit:]]*)[[:space:]]*" s;
    in
    builtins.fromJSON (elemAt parts 0 + elemAt parts 1);
in
import ./build-flags.nix { inherit lib; }
// import ./edit-distance.nix { inherit lib; }
// rec {
  inherit (builtins)
    appendContext
    compareVersions
    concatStringsSep
    elem
    elemAt
    filter
    fromJSON
    genList
    getContext
    hasContext
    head
    isInt
    isList
    isAttrs
    isPath
    isString
    match
    parseDrvName
    readFile
    replaceStrings
    split
    storeDir
    stringLength
    substring
    tail
    toJSON
    typeOf
    unsafeDiscardStringContext
    ;

  # --- Joining ------------------------------------------------------------------------------

  /**
    Joins a list of texts.

    # Type

    ```
    concatStrings :: [String] -> String
    ```
  */
  concatStrings = concatStringsSep "";

  /**
    Joins the results of a function.
  */
  concatMapStrings = f: list: concatStringsSep "" (map f list);

  /**
    As `concatMapStrings`; the function gets the index, from 1.
  */
  concatImapStrings = f: list: concatStringsSep "" (lib.imap1 f list);

  /**
    Joins the results of a function with a separator.

    # Type

    ```
    concatMapStringsSep :: String -> (a -> String) -> [a] -> String
    ```
  */
  concatMapStringsSep =
    sep: f: list:
    concatStringsSep sep (map f list);

  /**
    As `concatMapStringsSep`; the function gets the index, from 1.
  */
  concatImapStringsSep =
    sep: f: list:
    concatStringsSep sep (lib.imap1 f list);

  /**
    Joins the results of a function of name and value.
  */
  concatMapAttrsStringSep =
    sep: f: set:
    concatStringsSep sep (lib.mapAttrsToList f set);

  /**
    Joins lines, each with its line break.
  */
  concatLines = concatMapStrings (line: line + "\n");

  /**
    Joins with a separator; another name of `concatStringsSep`.
  */
  join = concatStringsSep;

  /**
    Puts a separator between the elements of a list.
  */
  intersperse =
    separator: list:
    if list == [ ] || length list == 1 then
      list
    else
      lib.tail (
        lib.concatMap (x: [
          separator
          x
        ]) list
      );

  /**
    A text so many times.
  */
  replicate = n: s: concatStringsSep "" (lib.lists.replicate n s);

  /**
    The text if the condition holds, else an empty one.

    # Type

    ```
    optionalString :: Bool -> String -> String
    ```
  */
  optionalString = condition: s: if condition then s else "";

  /**
    A search path: each folder with a sub-folder, joined by colons.
  */
  makeSearchPath =
    subDir: paths:
    concatStringsSep ":" (map (path: "${path}/${subDir}") (builtins.filter (x: x != null) paths));

  # --- Taking apart --------------------------------------------------------------------------

  /**
    The characters (bytes) of a text.
  */
  stringToCharacters = s: genList (i: substring i 1 s) (stringLength s);

  /**
    Maps each character.
  */
  stringAsChars = f: s: concatStringsSep "" (map f (stringToCharacters s));

  /**
    The parts of a text between separators.

    # Type

    ```
    splitString :: String -> String -> [String]
    ```
  */
  splitString =
    sep: s:
    map (addContextFrom s) (
      builtins.filter builtins.isString (
        builtins.split (escapeRegex (unsafeDiscardStringContext (toString sep))) (
          unsafeDiscardStringContext (toString s)
        )
      )
    );

  /**
    Splits where a predicate of the character before and the character holds; the second
    argument says whether that character stays.

    # Type

    ```
    splitStringBy :: (String -> String -> Bool) -> Bool -> String -> [String]
    ```
  */
  splitStringBy =
    predicate: keepSplit: str:
    let
      end = stringLength str;
      # from: where the part begins; i: the character looked at
      go =
        from: i:
        let
          current = substring i 1 str;
          previous = if i > 0 then substring (i - 1) 1 str else "";
        in
        if i == end then
          [ (substring from (i - from) str) ]
        else if predicate previous current then
          [ (substring from (i - from) str) ] ++ go (if keepSplit then i else i + 1) (i + 1)
        else
          go from (i + 1);
    in
    if str == "" then [ "" ] else map (addContextFrom str) (go 0 0);

  /**
    Whether a text begins with another.
  */
  hasPrefix = prefix: s: substring 0 (stringLength prefix) s == prefix;

  /**
    Whether a text ends with another.
  */
  hasSuffix =
    suffix: s:
    let
      start = stringLength s - stringLength suffix;
    in
    start >= 0 && substring start (-1) s == suffix;

  /**
    Whether a text contains another.
  */
  hasInfix = infix: s: match ".*${escapeRegex infix}.*" "${s}" != null;

  /**
    The text without a beginning, if it has that.
  */
  removePrefix =
    prefix: s: if hasPrefix prefix s then substring (stringLength prefix) (-1) s else s;

  /**
    The text without an end, if it has that.
  */
  removeSuffix =
    suffix: s: if hasSuffix suffix s then substring 0 (stringLength s - stringLength suffix) s else s;

  /**
    How often a text contains another.
  */
  countInfix =
    infix: s: length (builtins.split (escapeRegex infix) s) / 2;

  /**
    The text without blanks, tabs and line breaks at both ends.
  */
  trim = trimWith {
    start = true;
    end = true;
  };

  /**
    As `trim`, at the chosen ends.

    # Type

    ```
    trimWith :: { start? :: Bool; end? :: Bool; } -> String -> String
    ```
  */
  trimWith =
    {
      start ? false,
      end ? false,
    }:
    s:
    let
      blank = "[ \t\r\n]*";
      before = if start then blank else "";
      # POSIX matches the first part greedily: what follows it must begin with a blank.
      parts = match (before + (if end then "(.*[^ \t\r\n])${blank}" else "(.*)")) s;
    in
    if !start && !end then
      s
    else if parts == null then
      # Nothing but blanks.
      ""
    else
      elemAt parts 0;

  # --- Changing -------------------------------------------------------------------------------

  /**
    Replaces one text by another.
  */
  replaceString = from: to: replaceStrings [ from ] [ to ];

  /**
    Puts a backslash before each character of a list.
  */
  escape = chars: replaceStrings chars (map (c: "\\${c}") chars);

  /**
    Quotes a text for a POSIX shell, if it needs quotes.
  */
  escapeShellArg =
    arg:
    let
      text = toString arg;
    in
    if match "[[:alnum:],._+:@%/-]+" text == null then
      "'${replaceStrings [ "'" ] [ "'\\''" ] text}'"
    else
      text;

  /**
    Quotes a list of texts for a POSIX shell.
  */
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;

  /**
    A text as a Nix string literal.
  */
  escapeNixString = s: escape [ "$" ] (builtins.toJSON s);

  /**
    A text as the name of an attribute: with quotes where Nix needs them.
  */
  escapeNixIdentifier =
    s:
    if match "[a-zA-Z_][a-zA-Z0-9_'-]*" s != null && !(lib.elem s nixKeywords) then
      s
    else
      escapeNixString s;

  nixKeywords = [
    "assert"
    "else"
    "if"
    "in"
    "inherit"
    "let"
    "or"
    "rec"
    "then"
    "with"
  ];

  /**
    A text as a regular expression that matches it alone.
  */
  escapeRegex = escape (stringToCharacters "\\[{()^$?*+|.");

  /**
    A text with some characters as escapes of C: `escapeC [ " " ] "a b"` is `"a\\x20b"`.
  */
  escapeC =
    list:
    replaceStrings list (map (c: "\\x${fixedWidthString 2 "0" (toLower (lib.toHexString (charToInt c)))}") list);

  /**
    A text for use in XML.
  */
  escapeXML =
    replaceStrings
      [ "\"" "'" "<" ">" "&" ]
      [ "&quot;" "&apos;" "&lt;" "&gt;" "&amp;" ];

  /**
    A text for use in a URL (RFC 3986).
  */
  escapeURL =
    let
      isUnreserved = c: match "[A-Za-z0-9._~-]" c != null;
      others = lib.filterAttrs (c: _: !isUnreserved c) ascii;
    in
    replaceStrings (lib.attrNames others) (
      map (code: "%${fixedWidthString 2 "0" (lib.toHexString code)}") (lib.attrValues others)
    );

  /**
    The letters of the alphabet.
  */
  lowerChars = stringToCharacters "abcdefghijklmnopqrstuvwxyz";

  /**
    The capital letters of the alphabet.
  */
  upperChars = stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /**
    The text in small letters (ASCII).
  */
  toLower = replaceStrings upperChars lowerChars;

  /**
    The text in capital letters (ASCII).
  */
  toUpper = replaceStrings lowerChars upperChars;

  /**
    The text with a capital letter at its beginning and small ones after.
  */
  toSentenceCase =
    s:
    lib.throwIfNot (builtins.isString s)
      "toSentenceCase does only accepts string values, but got ${builtins.typeOf s}"
      (toUpper (substring 0 1 s) + toLower (substring 1 (-1) s));

  /**
    Words joined by `-`, `_` or capital letters in camelCase.
  */
  toCamelCase =
    s:
    lib.throwIfNot (builtins.isString s)
      "toCamelCase does only accepts string values, but got ${builtins.typeOf s}"
      (
        let
          separated = splitStringBy (
            previous: current:
            lib.elem current [ "-" "_" " " ]
          ) false s;
          # A capital after a small letter begins a word, too.
          words = lib.concatMap (
            splitStringBy (
              previous: current:
              match "[a-z]" previous != null && match "[A-Z]" current != null
            ) true
          ) separated;
          first = if words == [ ] then "" else toLower (lib.head words);
        in
        concatStringsSep "" ([ first ] ++ map toSentenceCase (lib.tail words))
      );

  /**
    A text without doubled slashes.
  */
  normalizePath =
    s:
    lib.warnIf (builtins.isPath s)
      ''
        lib.strings.normalizePath: The argument (${toString s}) is a path value, but only strings are supported.
            Path values are always normalised in Nix, so there's no need to call this function on them.
            This function also copies the path to the Nix store and returns the store path, the same as "''${path}" will, which may not be what you want.
            This behavior is deprecated and will throw an error in the future.''
      (
        let
          text = "${s}";
          # An empty list of parts of `split` is a run of slashes.
          parts = builtins.split "/+" (unsafeDiscardStringContext text);
        in
        addContextFrom text (concatStringsSep "" (map (part: if builtins.isList part then "/" else part) parts))
      );

  /**
    A text as the name of a derivation: what cannot be in one is replaced, the beginning cut
    off when it is too long (207 bytes leave room for `.drv`).
  */
  sanitizeDerivationName =
    let
      isValid = match "[[:alnum:]+_?=-][[:alnum:]+._?=-]*";
    in
    name:
    let
      plain = unsafeDiscardStringContext name;
      # A dot in front would hide the file.
      visible = elemAt (match "\\.*(.*)" plain) 0;
      parts = builtins.split "[^[:alnum:]+._?=-]+" visible;
      safe = concatStringsSep "" (map (part: if builtins.isList part then "-" else part) parts);
    in
    if stringLength name <= 207 && isValid plain != null then
      plain
    else if safe == "" then
      "unknown"
    else
      substring (lib.max 0 (stringLength safe - 207)) (-1) safe;

  /**
    The first text with the string context of the second.
  */
  addContextFrom = src: target: substring 0 0 src + target;

  /**
    The text filled on the left to a width.

    # Type

    ```
    fixedWidthString :: Int -> String -> String -> String
    ```
  */
  fixedWidthString =
    width: filler: s:
    let
      missing = width - stringLength s;
    in
    assert lib.assertMsg (missing >= 0)
      "fixedWidthString: requested string length (${toString width}) must not be shorter than actual length (${toString (stringLength s)})";
    if missing == 0 then s else filler + fixedWidthString (width - 1) filler s;

  /**
    A number filled with zeros on the left.
  */
  fixedWidthNumber = width: n: fixedWidthString width "0" (toString n);

  # --- Reading --------------------------------------------------------------------------------

  /**
    The code of an ASCII character.
  */
  charToInt = c: ascii.${c};

  /**
    The whole number a text stands for, blanks around it allowed. A leading zero is refused,
    for it could mean octal.

    # Type

    ```
    toInt :: String -> Int
    ```
  */
  toInt =
    s:
    if match "[[:space:]]*-?[[:digit:]]+[[:space:]]*" s == null then
      throw "toInt: Could not convert ${escapeNixString s} to int."
    else if match "[[:space:]]*-?0[[:digit:]]+[[:space:]]*" s != null then
      throw "toInt: Ambiguity in interpretation of ${escapeNixString s} between octal and zero padded integer."
    else
      decimal s;

  /**
    As `toInt`, always decimal: leading zeros are allowed.
  */
  toIntBase10 =
    s:
    if match "[[:space:]]*-?[[:digit:]]+[[:space:]]*" s == null then
      throw "toIntBase10: Could not convert ${escapeNixString s} to int."
    else
      decimal s;

  /**
    The content of a file without line breaks at its end.
  */
  fileContents = file: removeSuffix "\n" (builtins.readFile file);

  /**
    Whether a version is older than another.

    # Type

    ```
    versionOlder :: String -> String -> Bool
    ```
  */
  versionOlder = v1: v2: builtins.compareVersions v2 v1 == 1;

  /**
    Whether a version is at least another.
  */
  versionAtLeast = v1: v2: !versionOlder v1 v2;

  /**
    The name in a derivation's name (`hello` of `hello-2.12`).
  */
  getName = x: (builtins.parseDrvName (if builtins.isString x then x else x.pname or x.name)).name;

  /**
    The version in a derivation's name (`2.12` of `hello-2.12`).
  */
  getVersion =
    x:
    if builtins.isString x then
      (builtins.parseDrvName x).version
    else
      x.version or (builtins.parseDrvName x.name).version;

  /**
    The name a URL's file has before a separator.
  */
  nameFromURL =
    url: sep:
    let
      filename = lib.last (splitString "/" url);
      name = lib.head (splitString sep filename);
    in
    assert name != filename;
    name;

  /**
    Whether a value can be used as text.
  */
  isConvertibleWithToString =
    x:
    isStringLike x
    || lib.elem (builtins.typeOf x) [
      "null"
      "int"
      "float"
      "bool"
    ]
    || (builtins.isList x && lib.all isConvertibleWithToString x);

  /**
    Whether a value can stand inside a text: a string, a path, or a set with `outPath` or
    `__toString`.
  */
  isStringLike = x: builtins.isString x || builtins.isPath x || x ? outPath || x ? __toString;

  /**
    Whether a value is a path directly in the store.
  */
  isStorePath =
    x:
    if isStringLike x then
      let
        path = toString x;
      in
      # An output with a floating content address stands as "/HASH" before it is built.
      substring 0 1 path == "/" && dirOf path == builtins.storeDir || match "/[0-9a-z]{52}" path != null
    else
      false;

  /**
    Whether a text can name a shell variable.
  */
  isValidPosixName = name: match "[a-zA-Z_][a-zA-Z0-9_]*" name != null;

  /**
    A shell assignment of a text, a list (an array) or a set (an associative array).
  */
  toShellVar =
    name: value:
    lib.throwIfNot (isValidPosixName name) "toShellVar: ${name} is not a valid shell variable name" (
      if builtins.isAttrs value && !isStringLike value then
        "declare -A ${name}=(${
          concatStringsSep " " (lib.mapAttrsToList (n: v: "[${escapeShellArg n}]=${escapeShellArg v}") value)
        })"
      else if builtins.isList value then
        "declare -a ${name}=(${escapeShellArgs value})"
      else
        "${name}=${escapeShellArg value}"
    );

  /**
    Shell assignments of all attributes, one a line.
  */
  toShellVars = vars: concatStringsSep "\n" (lib.mapAttrsToList toShellVar vars);

  /**
    A number or text as Nix prints it, floats with all their digits.
  */
  floatToString =
    float:
    let
      text = toString float;
      short = builtins.fromJSON text;
    in
    lib.warnIf (short != float) "Imprecise conversion from float to string ${text}" text;
}
