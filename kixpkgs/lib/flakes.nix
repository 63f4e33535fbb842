/**
  References to flakes.
*/
_: {
  inherit (builtins) flakeRefToString parseFlakeRef;
}
