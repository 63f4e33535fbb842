/**
  Functions around derivations.
*/
{ lib }:
let
  oneLine = lib.generators.toPretty { multiline = false; };
in
{
  inherit (builtins) addDrvOutputDependencies unsafeDiscardOutputDependency;

  /**
    A derivation of which is known, without evaluating it, that it is one and which outputs
    it has: useful in sets of which few members are looked at.

    # Inputs

    - `derivation`,
    - `meta`: its metadata, where there is a shorter way to it,
    - `passthru`: more attributes,
    - `outputs`: the names of its outputs, in order.

    # Type

    ```
    lazyDerivation :: { derivation; meta ?; passthru ?; outputs ? :: [String]; } -> Derivation
    ```
  */
  lazyDerivation =
    args@{
      derivation,
      meta ? null,
      passthru ? { },
      outputs ? [ "out" ],
    }:
    let
      given = builtins.unsafeGetAttrPos "outputs" args;
      atGiven =
        if given == null then "" else ",\n    at ${given.file}:${toString given.line}:${toString given.column}";
      position = derivation.meta.position or null;
      atDefined = if builtins.isString position then ",\n    defined at ${position}" else "";

      checked =
        if derivation.type or null != "derivation" then
          throw "lazyDerivation: input must be a derivation."
        else if derivation.outputs != outputs then
          throw ''
            lib.lazyDerivation: The derivation ${derivation.name or "<unknown>"} has outputs that don't match the assumed outputs.

            Assumed outputs passed to lazyDerivation${atGiven}:
                ${oneLine outputs};

            Actual outputs of the derivation${atDefined}:
                ${oneLine derivation.outputs}

            Say in the argument `outputs` of lazyDerivation what the derivation has, in the same order.
            Where that cannot be known beforehand, pass the `outputs` of the derivation itself; it is then
            evaluated whenever its attributes are listed.
          ''
        else
          derivation;
    in
    {
      type = "derivation";
      inherit (checked)
        outPath
        outputName
        drvPath
        name
        system
        ;
      inherit outputs;
      meta = args.meta or checked.meta;
    }
    // lib.genAttrs outputs (name: checked.${name})
    // passthru;

  /** The value if the condition holds, else null: an attribute of a derivation that null leaves out. */
  optionalDrvAttr = condition: value: if condition then value else null;

  /**
    A derivation that warns when more of it is used than its name and metadata.

    # Type

    ```
    warnOnInstantiate :: String -> Derivation -> Derivation
    ```
  */
  warnOnInstantiate =
    message: package:
    let
      silent = [
        "meta"
        "name"
        "type"
        "outputName"
      ];
      overridable = builtins.isFunction (package.overrideAttrs or null);
    in
    package
    // lib.mapAttrs (_name: lib.warn message) (removeAttrs package silent)
    // lib.optionalAttrs overridable {
      overrideAttrs = change: lib.derivations.warnOnInstantiate message (package.overrideAttrs change);
    };
}
