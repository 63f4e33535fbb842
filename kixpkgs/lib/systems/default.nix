/**
  Kinds of machines: names such as `x86_64-linux` taken apart and described.
*/
{ lib }:
let
  parts = {
    parse = import ./parse.nix { inherit lib; };
    inspect = import ./inspect.nix { inherit lib; };
    architectures = import ./architectures.nix { inherit lib; };
    platforms = import ./platforms.nix { inherit lib; };
  };
  elaboration = import ./elaborate.nix ({ inherit lib; } // parts);
in
parts
// {
  inherit (elaboration)
    elaborate
    equals
    functionNames
    systemToAttrs
    ;

  /** Lists of systems by what they have in common; also `lib.platforms`. */
  doubles = import ./doubles.nix { inherit lib; };

  /** Arguments of `elaborate` by usual names. */
  examples = import ./examples.nix { inherit lib; };

  /** Systems that flakes have outputs for. */
  flakeExposed = [
    "x86_64-linux"
    "aarch64-linux"
    "x86_64-darwin"
    "armv6l-linux"
    "armv7l-linux"
    "i686-linux"
    "aarch64-darwin"
    "powerpc64le-linux"
    "riscv64-linux"
    "x86_64-freebsd"
  ];
}
