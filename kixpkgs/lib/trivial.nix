/**
  Small functions that belong nowhere else: combinators, arithmetic, warnings, functions
  and their arguments.
*/
{ lib }:
let
  digitValues = {
    "0" = 0;
    "1" = 1;
    "2" = 2;
    "3" = 3;
    "4" = 4;
    "5" = 5;
    "6" = 6;
    "7" = 7;
    "8" = 8;
    "9" = 9;
    a = 10;
    b = 11;
    c = 12;
    d = 13;
    e = 14;
    f = 15;
  };
  hexDigits = "0123456789ABCDEF";
in
rec {
  inherit (builtins)
    add
    addErrorContext
    bitAnd
    bitOr
    bitXor
    ceil
    deepSeq
    floor
    genericClosure
    isBool
    isFloat
    isInt
    lessThan
    pathExists
    readFile
    seq
    sub
    ;

  /**
    Gives back its argument.

    # Type

    ```
    id :: a -> a
    ```
  */
  id = x: x;

  /**
    Ignores its second argument and gives back the first.

    # Type

    ```
    const :: a -> b -> a
    ```
  */
  const = x: _: x;

  /**
    Applies a list of functions to a value, the first one first.

    # Type

    ```
    pipe :: a -> [(a -> b) (b -> c) …] -> z
    ```

    # Example

    ```nix
    pipe 2 [ (x: x + 2) (x: x * 2) ]
    => 8
    ```
  */
  pipe = builtins.foldl' (value: f: f value);

  /**
    Joins two lists.
  */
  concat = x: y: x ++ y;

  /**
    Logical "or" as a function.
  */
  "or" = x: y: x || y;

  /**
    Logical "and" as a function.
  */
  and = x: y: x && y;

  /**
    Logical exclusive "or" as a function.
  */
  xor = x: y: (!x) != (!y);

  /**
    The complement of all bits.
  */
  bitNot = builtins.sub (-1);

  /**
    Multiplication as a function.
  */
  mul = x: y: x * y;

  /**
    Division as a function.
  */
  div = x: y: x / y;

  /**
    What remains of a division; it has the sign of the dividend.

    # Type

    ```
    mod :: Int -> Int -> Int
    ```
  */
  mod = base: int: base - (int * (base / int));

  /**
    `"true"` or `"false"`, where `toString` would give `"1"` or `""`.
  */
  boolToString = b: if b then "true" else "false";

  /**
    `"yes"` or `"no"`.
  */
  boolToYesNo = b: if b then "yes" else "no";

  /**
    `//` as a function.
  */
  mergeAttrs = x: y: x // y;

  /**
    Swaps the arguments of a function of two.

    # Type

    ```
    flip :: (a -> b -> c) -> b -> a -> c
    ```
  */
  flip =
    f: a: b:
    f b a;

  /**
    The second argument, unless it is null: then the first.

    # Type

    ```
    defaultTo :: a -> (a | Null) -> a
    ```
  */
  defaultTo = default: maybe: if maybe != null then maybe else default;

  /**
    Applies a function to a value unless that is null.

    # Type

    ```
    mapNullable :: (a -> b) -> (a | Null) -> (b | Null)
    ```
  */
  mapNullable = f: a: if a == null then a else f a;

  /**
    The smaller of two values.
  */
  min = x: y: if x < y then x else y;

  /**
    The larger of two values.
  */
  max = x: y: if x > y then x else y;

  /**
    -1, 0 or 1 as the first value is less than, equal to or greater than the second.

    # Type

    ```
    compare :: a -> a -> Int
    ```
  */
  compare =
    a: b:
    if a < b then
      -1
    else if a > b then
      1
    else
      0;

  /**
    Compares two values by one function when both fulfil a predicate, by another when neither
    does; a value that does comes before one that does not.

    # Type

    ```
    splitByAndCompare :: (a -> Bool) -> (a -> a -> Int) -> (a -> a -> Int) -> a -> a -> Int
    ```
  */
  splitByAndCompare =
    p: yes: no: a: b:
    if p a then
      (if p b then yes a b else -1)
    else if p b then
      1
    else
      no a b;

  /**
    A JSON file as a value.
  */
  importJSON = path: builtins.fromJSON (builtins.readFile path);

  /**
    A TOML file as a value.
  */
  importTOML = path: builtins.fromTOML (builtins.readFile path);

  /**
    Prints a warning, then gives back the second argument.

    # Type

    ```
    warn :: String -> a -> a
    ```
  */
  warn = builtins.warn or (message: builtins.trace "evaluation warning: ${message}");

  /**
    Warns when the condition holds.

    # Type

    ```
    warnIf :: Bool -> String -> a -> a
    ```
  */
  warnIf = condition: message: if condition then warn message else id;

  /**
    Warns unless the condition holds.
  */
  warnIfNot = condition: message: if condition then id else warn message;

  /**
    Fails with a message when the condition holds, else gives back the last argument.

    # Type

    ```
    throwIf :: Bool -> String -> a -> a
    ```
  */
  throwIf = condition: message: if condition then throw message else id;

  /**
    Fails with a message unless the condition holds.
  */
  throwIfNot = condition: message: if condition then id else throw message;

  /**
    Prints a line of information, then gives back the second argument.
  */
  info = message: builtins.trace "INFO: ${message}";

  /**
    Prints all warnings of a list, then gives back the second argument.

    # Type

    ```
    showWarnings :: [String] -> a -> a
    ```
  */
  showWarnings = warnings: result: lib.foldr warn result warnings;

  /**
    Fails when the third argument has elements that the second does not; the first says
    what they are.

    # Type

    ```
    checkListOfEnum :: String -> [String] -> [String] -> a -> a
    ```
  */
  checkListOfEnum =
    message: valid: given:
    let
      unexpected = lib.subtractLists valid given;
    in
    throwIfNot (unexpected == [ ])
      "${message}: ${lib.concatStringsSep ", " (map toString unexpected)} unexpected; valid ones: ${lib.concatStringsSep ", " (map toString valid)}";

  /**
    Whether a value can be called: a function, or a set with `__functor`.
  */
  isFunction = f: builtins.isFunction f || (f ? __functor && isFunction (f.__functor f));

  /**
    The formal arguments of a function, and whether each has a default. Sees through
    `setFunctionArgs`.

    # Type

    ```
    functionArgs :: (a -> b) -> { name :: Bool; }
    ```
  */
  functionArgs =
    f:
    if f ? __functor then f.__functionArgs or (functionArgs (f.__functor f)) else builtins.functionArgs f;

  /**
    A callable set that behaves as the function and shows other formal arguments.
  */
  setFunctionArgs = f: args: {
    __functor = _: f;
    __functionArgs = args;
  };

  /**
    The value itself when it is a function, else a function that always gives it.
  */
  toFunction = v: if isFunction v then v else _: v;

  /**
    Gives the formal arguments of the first function to the second.
  */
  mirrorFunctionArgs =
    f:
    let
      args = functionArgs f;
    in
    g:
    setFunctionArgs g args;

  /**
    The number a hexadecimal text stands for; a leading `0x` is allowed.

    # Type

    ```
    fromHexString :: String -> Int
    ```
  */
  fromHexString =
    text:
    let
      digits = builtins.match "(0[xX])?([0-7]?[0-9A-Fa-f]{1,15})" text;
      value =
        n: digit:
        n * 16 + digitValues.${lib.toLower digit};
    in
    if digits == null then
      throw "fromHexString: '${text}' is not a hexadecimal number of at most 63 bits"
    else
      builtins.foldl' value 0 (lib.stringToCharacters (builtins.elemAt digits 1));

  /**
    A number in hexadecimal, with capital letters.

    # Type

    ```
    toHexString :: Int -> String
    ```
  */
  toHexString =
    n: builtins.concatStringsSep "" (map (digit: builtins.substring digit 1 hexDigits) (toBaseDigits 16 n));

  /**
    The digits of a number in a base, the most significant first.

    # Type

    ```
    toBaseDigits :: Int -> Int -> [Int]
    ```

    # Example

    ```nix
    toBaseDigits 10 123
    => [ 1 2 3 ]
    ```
  */
  toBaseDigits =
    base: n:
    let
      go = n: if n < base then [ n ] else go (n / base) ++ [ (mod n base) ];
    in
    assert builtins.isInt base && base >= 2;
    assert builtins.isInt n && n >= 0;
    go n;

  /**
    Whether evaluation is pure: no look at the environment, the clock or the system.
  */
  inPureEvalMode = !builtins ? currentSystem;

  /**
    Whether `nix-shell` evaluates.
  */
  inNixShell = builtins.getEnv "IN_NIX_SHELL" != "";

  /**
    A hash to write where the true one is not known yet: the error of the fetch tells it.
  */
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  /**
    As `fakeHash`, in hexadecimal.
  */
  fakeSha256 = "0000000000000000000000000000000000000000000000000000000000000000";

  /**
    As `fakeHash`, for SHA-512 in hexadecimal.
  */
  fakeSha512 = fakeSha256 + fakeSha256;

  # --- Versions -------------------------------------------------------------------------------

  /**
    The release of nixpkgs whose library this one follows.
  */
  release = "26.11";

  /**
    The release of nixpkgs that is still supported beside this one, as a number. Notices of
    deprecation wait until no supported release lacks the replacement.
  */
  oldestSupportedRelease = 2511;

  /**
    Whether all supported releases are as new as this one.

    # Type

    ```
    oldestSupportedReleaseIsAtLeast :: Int -> Bool
    ```
  */
  oldestSupportedReleaseIsAtLeast = release: release <= oldestSupportedRelease;

  /** `oldestSupportedReleaseIsAtLeast`. */
  isInOldestRelease = lib.warn "lib.isInOldestRelease is deprecated. Use lib.oldestSupportedReleaseIsAtLeast instead." oldestSupportedReleaseIsAtLeast;

  /** What the library is, beside its release. */
  versionSuffix = "-kix";

  /** The release and what the library is. */
  version = release + versionSuffix;

  /** `version`. */
  nixpkgsVersion = lib.warn "lib.nixpkgsVersion is a deprecated alias of lib.version." version;

  /** The name of the release. */
  codeName = "Zokor";

  /** A default: this library is no checkout of nixpkgs with a revision. */
  revisionWithDefault = default: default;
}
