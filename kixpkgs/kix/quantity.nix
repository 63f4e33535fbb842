/**
  Kubernetes quantities (`"500m"`, `"10Gi"`, `"1.5G"`) as numbers.
  The suffixes are those of `k8s.io/apimachinery/pkg/api/resource`.
*/
{ lib }:
let
  ki = 1024;
  # Multiples as thousandths of the unit, so that "500m" is a whole number; floats, because the
  # thousandths of 9Pi are beyond a 64-bit integer.
  suffixes = {
    "m" = 1.0;
    "" = 1000.0;
    "k" = 1000.0 * 1000;
    "M" = 1000.0 * 1000 * 1000;
    "G" = 1000.0 * 1000 * 1000 * 1000;
    "T" = 1000.0 * 1000 * 1000 * 1000 * 1000;
    "P" = 1000.0 * 1000 * 1000 * 1000 * 1000 * 1000;
    "Ki" = 1000.0 * ki;
    "Mi" = 1000.0 * ki * ki;
    "Gi" = 1000.0 * ki * ki * ki;
    "Ti" = 1000.0 * ki * ki * ki * ki;
    "Pi" = 1000.0 * ki * ki * ki * ki * ki;
  };

  # Decimal digits to a number, leading zeros allowed ("05" in "1.05").
  digits = s: builtins.foldl' (n: c: n * 10 + builtins.fromJSON c) 0 (lib.stringToCharacters s);
in
rec {
  /**
    The regular expression a quantity must match; for `types.strMatching`.
  */
  regex = "[0-9]+([.][0-9]{1,3})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?";

  /**
    A quantity in thousandths of its unit, exact to 53 bits: `toMilli "500m"` is 500.0,
    `toMilli "1Ki"` is 1024000.0. A value that is no quantity throws.

    # Type

    ```
    toMilli :: String -> Float
    ```
  */
  toMilli =
    quantity:
    let
      parts = builtins.match "([0-9]+)([.]([0-9]{1,3}))?([a-zA-Z]*)" quantity;
      whole = builtins.elemAt parts 0;
      fraction = builtins.elemAt parts 2;
      suffix = builtins.elemAt parts 3;
      unit = suffixes.${suffix};
    in
    if parts == null || !(suffixes ? ${suffix}) then
      throw "'${quantity}' is not a quantity: write a number and a suffix, such as 500m, 10Gi or 1.5G"
    else
      digits whole * unit
      + (
        if fraction == null then
          0
        else
          digits fraction * unit / builtins.elemAt [ 1 10 100 1000 ] (builtins.stringLength fraction)
      );

  /**
    Whether the first quantity is smaller than the second.

    # Type

    ```
    lessThan :: String -> String -> Bool
    ```
  */
  lessThan = a: b: toMilli a < toMilli b;
}
