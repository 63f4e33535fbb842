/**
  Addresses of networks.
*/
{ lib }:
let
  inherit (builtins) elemAt length match;
  inherit (lib)
    concatMapStringsSep
    fromHexString
    splitString
    toHexString
    toLower
    ;

  groups = 8;
  bits = 128;

  hex = number: toLower (toHexString number);

  # The eight numbers of an IPv6 address.
  parse =
    text:
    let
      parts = splitString ":" text;
      written = lib.remove "" parts;
      count = length written;
      zeros = lib.genList (_: "0") (groups - count);

      # "::" stands once for the groups of zeros that are not written.
      sides = builtins.split "::" text;
      isShort = lib.hasInfix "::" text;
      side = i: lib.remove "" (splitString ":" (elemAt sides i));
      blanks = if lib.hasPrefix "::" text || lib.hasSuffix "::" text then 2 else if isShort then 1 else 0;
      isValid = length parts - count == blanks && (if isShort then count < groups else count == groups);

      number =
        group:
        let
          n = fromHexString group;
        in
        if n <= 65535 then n else throw "0x${group} is not a valid u16 integer";
    in
    if match "[0-9A-Fa-f:]+" text == null then
      throw "${text} contains malformed characters for IPv6 address"
    else if text == "::" then
      map number zeros
    else if !isValid then
      throw "${text} is not a valid IPv6 address"
    else
      map number (if isShort then side 0 ++ zeros ++ side 2 else parts);

  prefixLength =
    text: written:
    let
      n = lib.toInt written;
    in
    if n >= 1 && n <= bits then
      n
    else
      throw "${text} IPv6 subnet should be in range [1;${toString bits}], got ${toString n}";
in
{
  ipv6 = {
    /**
      An IPv6 address, with or without the length of a prefix: the address with all its
      groups written, in small letters, and that length (128 when it is not given).

      # Type

      ```
      fromString :: String -> { address :: String; prefixLength :: Int; }
      ```

      # Example

      ```nix
      fromString "2001:DB8::ffff/32"
      => { address = "2001:db8:0:0:0:0:0:ffff"; prefixLength = 32; }
      ```
    */
    fromString =
      text:
      let
        parts = splitString "/" text;
      in
      if length parts > 2 then
        throw "${text} is not a valid IPv6 address in CIDR notation"
      else
        {
          address = concatMapStringsSep ":" hex (parse (elemAt parts 0));
          prefixLength = if length parts == 1 then bits else prefixLength text (elemAt parts 1);
        };

    /**
      The interface identifier (RFC 4291, appendix A) of a MAC address: its bytes around
      `ff:fe`, with the universal/local bit turned over.

      # Type

      ```
      mkEUI64Suffix :: String -> String
      ```

      # Example

      ```nix
      mkEUI64Suffix "66:75:63:6B:20:75"
      => "6475:63ff:fe6b:2075"
      ```
    */
    mkEUI64Suffix =
      mac:
      let
        byte = "([0-9A-Fa-f]{2})";
        bytes = match (lib.concatStringsSep "[-:.]?" (lib.genList (_: byte) 6)) mac;
        at = elemAt bytes;
      in
      if bytes == null then
        throw ''"${mac}" is not a valid MAC address (expected 6 octets of hex digits)''
      else
        toLower (
          lib.concatStringsSep ":" [
            # Written as a number, and so without leading zeros.
            (toHexString (lib.bitXor 512 (fromHexString (at 0 + at 1))))
            "${at 2}ff"
            "fe${at 3}"
            "${at 4}${at 5}"
          ]
        );
  };
}
