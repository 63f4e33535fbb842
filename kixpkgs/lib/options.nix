/**
  Options: declaring them, merging their definitions, writing about them.
*/
{ lib }:
let
  native = __kixModules lib;
  inherit (lib)
    attrByPath
    concatMapStringsSep
    isAttrs
    isDerivation
    isList
    last
    mapAttrs
    optionalAttrs
    showAttrPath
    toList
    ;
in
rec {
  inherit (native)
    isOption
    mkOption
    mkEnableOption
    showOption
    showFiles
    showDefs
    getValues
    getFiles
    literalExpression
    literalMD
    renderOptionValue
    optionAttrSetToDocList
    mergeDefaultOption
    mergeOneOption
    mergeEqualOption
    mergeUniqueOption
    unknownModule
    ;

  /** `optionAttrSetToDocList` with a first argument that means nothing any more. */
  optionAttrSetToDocList' = _prefix: optionAttrSetToDocList;

  /** Text for documentation, as a code block in a language. */
  literalCode =
    language: text:
    literalMD ''
      ```${language}
      ${text}
      ```
    '';

  /**
    An option for the package that a module uses.

    # Inputs

    - the package set,
    - the name of the package, or its path as a list,
    - a set: `default` (name or path; `null` for none), `nullable`, `example`,
      `extraDescription`, `pkgsText` (how the package set is called in documentation).
  */
  mkPackageOption =
    pkgs: name:
    {
      nullable ? false,
      default ? name,
      example ? null,
      extraDescription ? "",
      pkgsText ? "pkgs",
    }:
    let
      path = toList default;
      shown = showAttrPath path;
      title = if isList name then last name else name;
      fallback =
        if default != null then
          {
            default = attrByPath path (throw "${shown} cannot be found in ${pkgsText}") pkgs;
            defaultText = literalExpression "${pkgsText}.${shown}";
          }
        else
          optionalAttrs nullable { default = null; };
    in
    mkOption (
      fallback
      // {
        description = "The ${title} package to use." + (if extraDescription == "" then "" else " ${extraDescription}");
        type = if nullable then lib.types.nullOr lib.types.package else lib.types.package;
      }
      // optionalAttrs (example != null) {
        example = literalExpression (if isList example then "${pkgsText}.${showAttrPath example}" else example);
      }
    );

  /** An option that takes every definition and has no value. */
  mkSinkUndeclaredOptions =
    overrides:
    mkOption (
      {
        internal = true;
        visible = false;
        default = false;
        description = "Sink for option definitions.";
        type = lib.mkOptionType {
          name = "sink";
          check = _value: true;
          merge = _loc: _definitions: false;
        };
        apply = _value: throw "Option value is not readable because the option is not declared.";
      }
      // overrides
    );

  /** A value with each derivation reduced to its name. */
  scrubOptionValue =
    value:
    if isDerivation value then
      {
        type = "derivation";
        inherit (value) name;
        drvPath = value.name;
        outPath = value.name;
      }
    else if isList value then
      map scrubOptionValue value
    else if isAttrs value then
      mapAttrs (_name: scrubOptionValue) (removeAttrs value [ "_args" ])
    else
      value;

  /** An option and the files that define it, as text. */
  showOptionWithDefLocs = option: ''
    ${showOption option.loc}, with values defined in:
    ${concatMapStringsSep "\n" (file: "  - ${file}") option.files}
  '';
}
