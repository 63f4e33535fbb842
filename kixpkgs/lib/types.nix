/**
  Types of options.
*/
{ lib }:
let
  native = (__kixModules lib).types;
in
native
// rec {
  /** `lib.types`, for code that looks for it here. */
  types = lib.types;

  /** Files, as `lib.fileset` has them; several definitions are united. */
  fileset = native.mkOptionType {
    name = "fileset";
    description = "fileset";
    descriptionClass = "noun";
    check = lib.fileset.isFileset;
    merge = _loc: definitions: lib.fileset.unions (map (definition: definition.value) definitions);
    emptyValue.value = lib.fileset.empty;
  };

  /** A module for evaluations whose options are only described. */
  noCheckForDocsModule = {
    _file = "<built-in module that disables checks for the purpose of documentation generation>";
    config._module.check = lib.mkForce false;
  };

  /** A derivation with a `shellPath`. */
  shellPackage = native.package // {
    check = value: lib.isDerivation value && value ? shellPath;
  };

  /** A package set; two are never merged. */
  pkgs =
    native.addCheck
      (
        native.unique { message = "A Nixpkgs pkgs set can not be merged with another pkgs set."; } native.attrs
        // {
          name = "pkgs";
          descriptionClass = "noun";
          description = "Nixpkgs package set";
        }
      )
      (value: (value._type or null) == "pkgs");

  /** A value made by `lib.mkLuaInline`. */
  luaInline = native.mkOptionType {
    name = "luaInline";
    description = "inline lua";
    descriptionClass = "noun";
    check = value: (value._type or null) == "lua-inline";
    merge = lib.mergeEqualOption;
  };

  /** A set made by `mkOption`. */
  optionDeclaration = native.mkOptionType {
    name = "optionDeclaration";
    description = "option declaration";
    descriptionClass = "noun";
    check = value: lib.isOption value && !(value ? value);
  };

  /** `attrsOf` under its former name. */
  loaOf =
    elemType:
    native.attrsOf elemType
    // {
      name = "loaOf";
      deprecationMessage =
        "Mixing lists with attribute values is no longer possible; please use `types.attrsOf` instead."
        + " See https://github.com/NixOS/nixpkgs/issues/1800 for the motivation.";
      nestedTypes.elemType = elemType;
    };

  /**
    Values that a data format can hold.

    # Type

    ```
    serializableValueWith :: { typeName :: String; nullable ? true :: Bool; } -> Type
    ```
  */
  serializableValueWith =
    {
      typeName,
      nullable ? true,
    }:
    let
      base = native.oneOf [
        native.bool
        native.int
        native.float
        native.str
        native.path
        (native.attrsOf value)
        (native.listOf value)
      ];
      value = (if nullable then native.nullOr base else base) // {
        description = "${typeName} value";
      };
    in
    value;

  /** What JSON can hold. */
  json = serializableValueWith { typeName = "JSON"; };

  /** What TOML can hold. */
  toml = serializableValueWith {
    typeName = "TOML";
    nullable = false;
  };

}
