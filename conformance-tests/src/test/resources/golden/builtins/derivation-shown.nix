# `derivation` is a function written in Nix; its place is inside of the evaluator.
[ derivation (builtins.functionArgs derivation) (builtins.typeOf derivation) ]
