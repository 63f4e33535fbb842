/**
  Functions that get their arguments by name, and results that can be asked again with others.
*/
{ lib }:
let
  inherit (builtins) isAttrs;
  inherit (lib)
    functionArgs
    isFunction
    mirrorFunctionArgs
    optionalAttrs
    ;

  # Arguments changed by a set, or by a function of them.
  changed = args: change: args // (if isFunction change then change args else change);

  loaded = fn: if isFunction fn then fn else import fn;

  # The message for a required argument that nobody gave.
  missingArgument =
    formals: available: name:
    let
      position = builtins.unsafeGetAttrPos name formals;
      place = if position == null then "<unknown location>" else "${position.file}:${toString position.line}";
      near = lib.filter (lib.strings.levenshteinAtMost 2 name) (lib.attrNames available);
      nearest = map (other: "\"${other}\"") (lib.take 3 (lib.sortOn (lib.strings.levenshtein name) near));
      listed =
        if lib.length nearest == 1 then
          lib.head nearest
        else
          "${lib.concatStringsSep ", " (lib.init nearest)} or ${lib.last nearest}";
    in
    "lib.customisation.callPackageWith: Function called without required argument \"${name}\" at ${place}"
    + lib.optionalString (nearest != [ ]) ", did you mean ${listed}?";

  crossIndex = [
    "buildBuild"
    "buildHost"
    "buildTarget"
    "hostHost"
    "hostTarget"
    "targetTarget"
  ];

  # "buildBuild" with "self" in front: "selfBuildBuild".
  prefixed =
    prefix: name: prefix + lib.toUpper (lib.substring 0 1 name) + lib.substring 1 (-1) name;
in
rec {
  /**
    Calls a function (or a file that holds one) with those of the given values that it asks
    for, and with `args`, which win. The result can be overridden, see `makeOverridable`.

    # Type

    ```
    callPackageWith :: AttrSet -> (Path | (AttrSet -> a)) -> AttrSet -> a
    ```
  */
  callPackageWith =
    values: fn: args:
    let
      f = loaded fn;
      formals = functionArgs f;
      given = builtins.intersectAttrs formals values // args;
      missing = lib.filter (name: !(formals.${name} || given ? ${name})) (lib.attrNames formals);
    in
    if missing == [ ] then
      makeOverridable f given
    else
      # No `throw`: a set of packages must not hide the mistake behind `tryEval`.
      abort (missingArgument formals (values // args) (lib.head missing));

  /**
    `callPackageWith` for a function that gives a set of packages: each of them can be
    overridden.

    # Type

    ```
    callPackagesWith :: AttrSet -> (Path | (AttrSet -> AttrSet)) -> AttrSet -> AttrSet
    ```
  */
  callPackagesWith =
    values: fn: args:
    let
      f = loaded fn;
      given = builtins.intersectAttrs (functionArgs f) values // args;
      packages = f given;
      member = name: _value: makeOverridable (mirrorFunctionArgs f (args: (f args).${name})) given;
    in
    if lib.isDerivation packages then
      throw "function `callPackages` was called on a *single* derivation \"${packages.name or "<unknown-name>"}\"; did you mean to use `callPackage` instead?"
    else
      lib.mapAttrs member packages;

  /**
    A function whose result, when that is a set or a function, has `override`, which calls it
    again with some arguments changed (by a set, or by a function of the old ones).
    Derivations get `overrideDerivation` as well, and an `overrideAttrs` whose result can be
    overridden again.

    # Type

    ```
    makeOverridable :: (AttrSet -> a) -> AttrSet -> a
    ```
  */
  makeOverridable =
    f:
    let
      withArgs = mirrorFunctionArgs f;
      # The same function with something done to its result.
      after = change: makeOverridable (withArgs (args: change (f args)));

      call = withArgs (
        args:
        let
          result = f args;
          override = withArgs (change: makeOverridable f (changed args change));
        in
        if isAttrs result then
          result
          // {
            inherit override;
            overrideDerivation = change: after (package: overrideDerivation package change) args;
            ${if result ? overrideAttrs then "overrideAttrs" else null} =
              change: after (package: package.overrideAttrs change) args;
          }
        else if isFunction result then
          lib.setFunctionArgs result (functionArgs result) // { inherit override; }
        else
          result
      );
    in
    if isAttrs f then
      # A function that is a set keeps its attributes; its own `override` goes on working.
      f
      // call
      // optionalAttrs (f ? override) {
        override = change: makeOverridable (f.override change);
      }
    else
      call;

  /**
    A derivation made again with some of the attributes it was made of changed by a function
    of the derivation. `overrideAttrs` is better where there is one.

    # Type

    ```
    overrideDerivation :: Derivation -> (Derivation -> AttrSet) -> Derivation
    ```
  */
  overrideDerivation =
    package: change:
    let
      extra = {
        meta = package.meta or { };
        passthru = package.passthru or { };
      }
      // package.passthru or { }
      // optionalAttrs (package ? __spliced) {
        __spliced = lib.mapAttrs (_name: other: overrideDerivation other change) package.__spliced;
      };
    in
    # Whatever keeps the old derivation from being evaluated keeps the new one, too.
    extendDerivation (builtins.seq package.drvPath true) extra (derivation (package.drvAttrs // change package));

  /**
    A derivation with more attributes, and with a condition that has to hold when it is
    built; both hold for its outputs as well.

    # Type

    ```
    extendDerivation :: Bool -> AttrSet -> Derivation -> Derivation
    ```
  */
  extendDerivation =
    condition: extra: package:
    let
      guarded = of: {
        drvPath =
          assert condition;
          of.drvPath;
        outPath =
          assert condition;
          of.outPath;
      };
      names = package.outputs or [ "out" ];
      outputs = lib.genAttrs names (
        name:
        common
        // {
          inherit (package.${name}) type outputName;
          outputSpecified = true;
        }
        // guarded package.${name}
        // optionalAttrs (extra ? overrideAttrs) {
          overrideAttrs = change: (extra.overrideAttrs change).${name};
        }
      );
      common =
        package
        // outputs
        // {
          all = map (name: outputs.${name}) names;
        }
        // extra
        // guarded package;
    in
    common;

  /**
    A derivation with only those attributes that Hydra reads, all of them evaluated; null
    for null.

    # Type

    ```
    hydraJob :: (Derivation | Null) -> (Derivation | Null)
    ```
  */
  hydraJob =
    package:
    let
      names = package.outputs or [ "out" ];
      common = {
        inherit (package) name system meta;
        outputs = names;
      }
      // optionalAttrs (package._hydraAggregate or false) {
        _hydraAggregate = true;
        constituents = map hydraJob (lib.flatten package.constituents);
      }
      // outputs;
      outputs = lib.genAttrs names (
        outputName:
        common
        // {
          inherit (package.${outputName}) outPath drvPath;
          type = "derivation";
          inherit outputName;
        }
      );
      first = outputs.${lib.head names};
    in
    if package == null then null else builtins.deepSeq first first;

  /**
    A set of packages that call one another by name: `callPackage`, `newScope` and
    `overrideScope` are among its attributes.

    # Type

    ```
    makeScope :: (AttrSet -> (AttrSet -> a) -> AttrSet -> a) -> (self -> AttrSet) -> AttrSet
    ```
  */
  makeScope =
    newScope: f:
    let
      self = {
        callPackage = self.newScope { };
      }
      // f self
      // {
        newScope = extra: newScope (self // extra);
        overrideScope = overlay: makeScope newScope (lib.extends overlay f);
        packages = f;
      };
    in
    self;

  /** `makeScopeWithSplicing'` with its arguments one after the other. */
  makeScopeWithSplicing =
    splicePackages: newScope: otherSplices: keep: extra: f:
    makeScopeWithSplicing' { inherit splicePackages newScope; } {
      inherit
        otherSplices
        keep
        extra
        f
        ;
    };

  /**
    `makeScope` for packages that are cross compiled: `callPackage` gives each argument the
    package for the machine that it is meant for, chosen among the same set on all machines.

    # Inputs

    - `splicePackages`, `newScope`: of the whole package set,
    - `otherSplices`: this set for each pair of machines (see `mapCrossIndex`),
    - `keep`, `extra`: more arguments for packages, of the set and of the spliced set,
    - `f`: the packages.
  */
  makeScopeWithSplicing' =
    { splicePackages, newScope }@scope:
    {
      otherSplices,
      keep ? _self: { },
      extra ? _spliced: { },
      f,
    }:
    let
      chosen = splicePackages {
        pkgsBuildBuild = otherSplices.selfBuildBuild;
        pkgsBuildHost = otherSplices.selfBuildHost;
        pkgsBuildTarget = otherSplices.selfBuildTarget;
        pkgsHostHost = otherSplices.selfHostHost;
        # This set itself, overrides included.
        pkgsHostTarget = self;
        pkgsTargetTarget = otherSplices.selfTargetTarget;
      };
      spliced = extra chosen // chosen // keep self;
      self = f self // {
        newScope = more: newScope (spliced // more);
        callPackage = newScope spliced;
        overrideScope =
          overlay:
          makeScopeWithSplicing' scope {
            inherit otherSplices keep extra;
            f = lib.extends overlay f;
          };
        packages = f;
      };
    in
    self;

  /**
    A function that makes derivations, built on another such function (`constructDrv`): its
    arguments may be a set or a function of the final attributes, as with `mkDerivation`.

    # Inputs

    - `constructDrv`: the function to build on,
    - `extendDrvArgs`: final and given attributes to attributes added,
    - `excludeDrvArgNames`: attributes not handed on,
    - `excludeFunctionArgNames`, `inheritFunctionArgs`: which formal arguments are shown,
    - `transformDrv`: a last function of the result.
  */
  extendMkDerivation =
    {
      constructDrv,
      excludeDrvArgNames ? [ ],
      excludeFunctionArgNames ? [ ],
      extendDrvArgs,
      inheritFunctionArgs ? true,
      transformDrv ? lib.id,
    }:
    let
      inherited = optionalAttrs inheritFunctionArgs (removeAttrs (functionArgs constructDrv) excludeDrvArgNames);
    in
    {
      inherit
        constructDrv
        excludeDrvArgNames
        extendDrvArgs
        transformDrv
        ;
      __functionArgs = removeAttrs (inherited // functionArgs (extendDrvArgs { })) excludeFunctionArgNames;
      __functor =
        _self: given:
        transformDrv (
          constructDrv (
            final:
            let
              args = lib.toFunction given final;
            in
            removeAttrs args excludeDrvArgNames // extendDrvArgs final args
          )
        );
    };

  /** The six sets of cross compilation with a prefix in their names (`selfBuildHost`), without it. */
  renameCrossIndexFrom = prefix: sets: lib.genAttrs crossIndex (name: sets.${prefixed prefix name});

  /** The six sets of cross compilation, with a prefix in their names. */
  renameCrossIndexTo =
    prefix: sets: lib.listToAttrs (map (name: lib.nameValuePair (prefixed prefix name) sets.${name}) crossIndex);

  /**
    Applies a function to the six sets of cross compilation.

    # Type

    ```
    mapCrossIndex :: (a -> b) -> { buildBuild, buildHost, … :: a } -> { buildBuild, buildHost, … :: b }
    ```
  */
  mapCrossIndex =
    f:
    {
      buildBuild,
      buildHost,
      buildTarget,
      hostHost,
      hostTarget,
      targetTarget,
    }@sets:
    lib.mapAttrs (_name: f) sets;
}
