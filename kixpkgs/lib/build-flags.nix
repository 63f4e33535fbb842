/**
  Flags of build tools and search paths of packages. Part of `lib.strings`.
*/
{ lib }:
let
  inherit (builtins) isBool isString;
  kindsOfCMake = [
    "BOOL"
    "FILEPATH"
    "PATH"
    "STRING"
    "INTERNAL"
    "LIST"
  ];
in
rec {
  /**
    A search path of a folder in one output of each package; see `makeSearchPath`.

    # Type

    ```
    makeSearchPathOutput :: String -> String -> [Derivation] -> String
    ```
  */
  makeSearchPathOutput =
    output: subDir: packages: lib.strings.makeSearchPath subDir (map (lib.getOutput output) packages);

  /** The search path for libraries, as in LD_LIBRARY_PATH. */
  makeLibraryPath = makeSearchPathOutput "lib" "lib";

  /** The search path for C headers. */
  makeIncludePath = makeSearchPathOutput "dev" "include";

  /** The search path for programs, as in PATH. */
  makeBinPath = makeSearchPathOutput "bin" "bin";

  /**
    A typed definition for CMake.

    # Example

    ```nix
    cmakeOptionType "string" "ENGINE" "sdl2"
    => "-DENGINE:STRING=sdl2"
    ```
  */
  cmakeOptionType =
    type: feature: value:
    let
      kind = lib.toUpper type;
    in
    assert lib.elem kind kindsOfCMake;
    assert isString feature;
    assert isString value;
    "-D${feature}:${kind}=${value}";

  /** A truth value for CMake. */
  cmakeBool =
    condition: flag:
    assert isString condition;
    assert isBool flag;
    cmakeOptionType "bool" condition (lib.toUpper (lib.boolToString flag));

  /** A text for CMake. */
  cmakeFeature = cmakeOptionType "string";

  /** An option of Meson. */
  mesonOption =
    feature: value:
    assert isString feature;
    assert isString value;
    "-D${feature}=${value}";

  /** A truth value for Meson. */
  mesonBool =
    condition: flag:
    assert isBool flag;
    mesonOption condition (lib.boolToString flag);

  /** A feature for Meson, enabled or disabled. */
  mesonEnable =
    feature: flag:
    assert isBool flag;
    mesonOption feature (if flag then "enabled" else "disabled");

  /** `--enable-FEATURE` or `--disable-FEATURE`, for configure scripts. */
  enableFeature =
    flag: feature:
    assert isBool flag;
    assert isString feature;
    "--${if flag then "enable" else "disable"}-${feature}";

  /** `--enable-FEATURE=VALUE` or `--disable-FEATURE`. */
  enableFeatureAs =
    flag: feature: value:
    enableFeature flag feature + lib.optionalString flag "=${value}";

  /** `--with-FEATURE` or `--without-FEATURE`. */
  withFeature =
    flag: feature:
    assert isString feature;
    "--${if flag then "with" else "without"}-${feature}";

  /** `--with-FEATURE=VALUE` or `--without-FEATURE`. */
  withFeatureAs =
    flag: feature: value:
    withFeature flag feature + lib.optionalString flag "=${value}";
}
