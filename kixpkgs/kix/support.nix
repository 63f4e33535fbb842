/**
  Which versions of the programs behind the packages are still looked after. One file, so that a new release or
  an end of support is one change; a build never looks at the clock, so what is out of support is what this file no
  longer supports.
*/
{ lib }:
let
  products = {
    postgresql = {
      name = "PostgreSQL";
      source = "https://www.postgresql.org/support/versioning/";
      # The day of the last release of each major version.
      endOfLife = {
        "9.6" = "2021-11-11";
        "10" = "2022-11-10";
        "11" = "2023-11-09";
        "12" = "2024-11-21";
        "13" = "2025-11-13";
        "14" = "2026-11-12";
        "15" = "2027-11-11";
        "16" = "2028-11-09";
        "17" = "2029-11-08";
        "18" = "2030-11-14";
      };
      supported = [
        "14"
        "15"
        "16"
        "17"
      ];
    };
  };

  # "17.4" is of "17", "9.6.24" of "9.6".
  majorOf =
    version:
    let
      parts = lib.splitString "." version;
    in
    if lib.head parts == "9" then lib.concatStringsSep "." (lib.take 2 parts) else lib.head parts;
in
{
  inherit products;

  /**
    The check of an option that holds a version of a product: true, or a message with the day on which the version's
    support ended and the versions to choose from.

    # Type

    ```
    check :: String -> String -> Bool | String
    ```

    # Example

    ```nix
    version = lib.mkOption { type = lib.types.str; check = kix.support.check "postgresql"; };
    ```
  */
  check =
    product: version:
    let
      inherit (products.${product}) name endOfLife supported;
      major = majorOf version;
      alternatives = "Supported versions: ${lib.concatStringsSep ", " supported}.";
    in
    if lib.elem major supported then
      true
    else if endOfLife ? ${major} && lib.all (known: lib.versionOlder major known) supported then
      "${name} ${version} reached end-of-life on ${endOfLife.${major}}.\n${alternatives}"
    else
      "${name} ${version} is not a version this package knows.\n${alternatives}";
}
