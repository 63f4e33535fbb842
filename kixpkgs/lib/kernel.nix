/**
  Options of the Linux kernel's configuration, as NixOS writes them.
*/
{ lib }:
let
  answer = tristate: {
    inherit tristate;
    optional = false;
  };
in
{
  /** An answer that is dropped when the kernel does not ask. */
  option = x: x // { optional = true; };

  /** Built in. */
  yes = answer "y";

  /** Left out. */
  no = answer "n";

  /** Built as a module. */
  module = answer "m";

  /** Not answered. */
  unset = answer null;

  /** Any other text. */
  freeform = x: {
    freeform = x;
    optional = false;
  };

  /** Conditions on the kernel's version; the upper end of a range does not belong to it. */
  whenHelpers =
    version:
    let
      atLeast = lib.versionAtLeast version;
    in
    {
      whenAtLeast = low: lib.mkIf (atLeast low);
      whenOlder = high: lib.mkIf (!atLeast high);
      whenBetween = low: high: lib.mkIf (atLeast low && !atLeast high);
    };
}
