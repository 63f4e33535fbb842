/**
  Version numbers.
*/
{ lib }:
rec {
  inherit (builtins) compareVersions;

  /**
    The parts of a version between its dots.

    # Type

    ```
    splitVersion :: String -> [String]
    ```
  */
  splitVersion = builtins.splitVersion;

  /**
    The first part: `major "1.34.2"` is `"1"`.
  */
  major = version: builtins.elemAt (splitVersion version) 0;

  /**
    The second part: `minor "1.34.2"` is `"34"`.
  */
  minor = version: builtins.elemAt (splitVersion version) 1;

  /**
    The third part: `patch "1.34.2"` is `"2"`.
  */
  patch = version: builtins.elemAt (splitVersion version) 2;

  /**
    The first two parts: `majorMinor "1.34.2"` is `"1.34"`.
  */
  majorMinor = version: lib.concatStringsSep "." (lib.take 2 (splitVersion version));

  /**
    A version with exactly so many parts, cut or filled with zeros.

    # Type

    ```
    pad :: Int -> String -> String
    ```

    # Example

    ```nix
    pad 3 "1.2"
    => "1.2.0"
    ```
  */
  pad =
    n: version:
    let
      # A suffix such as "-rc1" stays at the end.
      parts = builtins.match "([^-]*)(-.*)?" version;
      zeros = lib.genList (_: "0") n;
      suffix = lib.defaultTo "" (builtins.elemAt parts 1);
    in
    lib.concatStringsSep "." (lib.take n (splitVersion (builtins.elemAt parts 0) ++ zeros)) + suffix;
}
