/**
  Functions that get their arguments by name.
*/
{ lib }:
rec {
  /**
    Calls a function (or a file that holds one) with those of the given values that it asks
    for, and with `args`, which win.

    # Type

    ```
    callPackageWith :: AttrSet -> (Path | (AttrSet -> a)) -> AttrSet -> a
    ```
  */
  callPackageWith =
    values: fn: args:
    let
      f = if lib.isFunction fn then fn else import fn;
      formals = lib.functionArgs f;
      given = builtins.intersectAttrs formals values // args;
      missing = lib.attrNames (lib.filterAttrs (name: hasDefault: !hasDefault && !(given ? ${name})) formals);
    in
    if missing == [ ] then
      makeOverridable f given
    else
      throw "lib.customisation.callPackageWith: Function called without required argument ${
        lib.concatMapStringsSep ", " (name: "\"${name}\"") missing
      }";

  /**
    Adds to a function's result, when that is a set, the function `override`, which calls it
    again with other arguments.
  */
  makeOverridable =
    f:
    lib.mirrorFunctionArgs f (
      args:
      let
        result = f args;
        override = change: makeOverridable f (args // (if lib.isFunction change then change args else change));
      in
      if builtins.isAttrs result then
        result // { override = lib.mirrorFunctionArgs f override; }
      else
        result
    );

  /**
    A set of packages that call one another by name: `callPackage` and
    `overrideScope` are among its attributes.

    # Type

    ```
    makeScope :: (AttrSet -> (AttrSet -> a) -> AttrSet -> a) -> (self -> AttrSet) -> AttrSet
    ```
  */
  makeScope =
    newScope: f:
    let
      self = f self // {
        newScope = extra: newScope (self // extra);
        callPackage = self.newScope { };
        overrideScope = overlay: makeScope newScope (lib.extends overlay f);
        packages = f;
      };
    in
    self;
}
