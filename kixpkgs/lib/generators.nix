/**
  Files from values: each function gets its settings first, then the value.
*/
{ lib }:
let
  inherit (builtins) isAttrs isList isString;

  # The lines of one section; a list may stand for a repeated key.
  keyValueLines =
    {
      mkKeyValue,
      listsAsDuplicateKeys,
      indent ? "",
    }:
    set:
    let
      line = name: value: indent + mkKeyValue name value + "\n";
      lines =
        name: value:
        if listsAsDuplicateKeys && isList value then
          lib.concatMapStrings (line name) value
        else
          line name value;
    in
    lib.concatStrings (lib.mapAttrsToList lines set);
in
rec {
  /**
    A simple value as text: numbers, texts, truth values and null; anything else fails.

    # Type

    ```
    mkValueStringDefault :: {} -> a -> String
    ```
  */
  mkValueStringDefault =
    { }:
    v:
    let
      refuse =
        what: abort "generators.mkValueStringDefault: ${what} not supported: ${toPretty { } v}";
    in
    if isString v then
      v
    else if v == true then
      "true"
    else if v == false then
      "false"
    else if v == null then
      "null"
    else if builtins.isInt v || lib.isDerivation v then
      toString v
    else if builtins.isFloat v then
      lib.strings.floatToString v
    else if isList v then
      refuse "lists"
    else if isAttrs v then
      refuse "attrsets"
    else if lib.isFunction v then
      refuse "functions"
    else
      refuse "values of type ${builtins.typeOf v}";

  /**
    `KEY SEPARATOR VALUE`, the separator escaped within the key.

    # Type

    ```
    mkKeyValueDefault :: { mkValueString? } -> String -> String -> a -> String
    ```
  */
  mkKeyValueDefault =
    {
      mkValueString ? mkValueStringDefault { },
    }:
    sep: key: value:
    "${lib.escape [ sep ] key}${sep}${mkValueString value}";

  /**
    One line a key.

    # Type

    ```
    toKeyValue :: { mkKeyValue?, listsAsDuplicateKeys?, indent? } -> AttrSet -> String
    ```
  */
  toKeyValue =
    {
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
      indent ? "",
    }:
    keyValueLines { inherit mkKeyValue listsAsDuplicateKeys indent; };

  /**
    An INI file of sections.

    # Type

    ```
    toINI :: { mkSectionName?, mkKeyValue?, listsAsDuplicateKeys? } -> { section :: AttrSet; } -> String
    ```
  */
  toINI =
    {
      mkSectionName ? (
        name:
        lib.escape [
          "["
          "]"
        ] name
      ),
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
    }:
    lib.concatMapAttrsStringSep "\n" (
      name: values:
      "[${mkSectionName name}]\n" + keyValueLines { inherit mkKeyValue listsAsDuplicateKeys; } values
    );

  /**
    An INI file with keys before the first section.

    # Type

    ```
    toINIWithGlobalSection :: AttrSet -> { globalSection :: AttrSet; sections? :: AttrSet; } -> String
    ```
  */
  toINIWithGlobalSection =
    {
      mkSectionName ? (
        name:
        lib.escape [
          "["
          "]"
        ] name
      ),
      mkKeyValue ? mkKeyValueDefault { } "=",
      listsAsDuplicateKeys ? false,
    }:
    {
      globalSection,
      sections ? { },
    }:
    lib.optionalString (globalSection != { }) (
      keyValueLines { inherit mkKeyValue listsAsDuplicateKeys; } globalSection + "\n"
    )
    + toINI { inherit mkSectionName mkKeyValue listsAsDuplicateKeys; } sections;

  /**
    JSON.
  */
  toJSON = { }: builtins.toJSON;

  /**
    YAML. Written as JSON, which every YAML parser reads the same way.
  */
  toYAML = toJSON;

  /**
    The value with everything below a depth replaced by a failure or by `"<unevaluated>"`.

    # Type

    ```
    withRecursion :: { depthLimit :: Int; throwOnDepthLimit? :: Bool; } -> a -> a
    ```
  */
  withRecursion =
    {
      depthLimit,
      throwOnDepthLimit ? true,
    }:
    assert builtins.isInt depthLimit;
    let
      # Sets with these names are texts or have a meaning of their own.
      special = [
        "__functor"
        "__functionArgs"
        "__toString"
        "__pretty"
      ];
      limit =
        depth:
        if depth <= depthLimit then
          lib.id
        else if throwOnDepthLimit then
          throw "Exceeded maximum eval-depth limit of ${toString depthLimit} while trying to evaluate with `generators.withRecursion'!"
        else
          lib.const "<unevaluated>";
      go =
        depth: v:
        let
          below = value: go (depth + 1) (limit (depth + 1) value);
        in
        if isAttrs v then
          builtins.mapAttrs (name: if lib.elem name special then lib.id else below) v
        else if isList v then
          map below v
        else
          # What is neither set nor list counts as one level more.
          limit (depth + 1) v;
    in
    go 0;

  /**
    A value for people to read; functions and derivations are shown by a mark.

    # Type

    ```
    toPretty :: { multiline? :: Bool; allowPrettyValues? :: Bool; indent? :: String; } -> a -> String
    ```
  */
  toPretty =
    {
      allowPrettyValues ? false,
      multiline ? true,
      indent ? "",
    }:
    let
      go =
        indent: v:
        let
          open = if multiline then "\n${indent}  " else " ";
          close = if multiline then "\n${indent}" else " ";
          inside = go (indent + "  ");
        in
        if builtins.isInt v then
          toString v
        else if builtins.isFloat v then
          builtins.toJSON v
        else if isString v then
          showString open close v
        else if v == true then
          "true"
        else if v == false then
          "false"
        else if v == null then
          "null"
        else if builtins.isPath v then
          toString v
        else if isList v then
          if v == [ ] then "[ ]" else "[${open}${lib.concatMapStringsSep open inside v}${close}]"
        else if lib.isFunction v then
          showFunction v
        else if allowPrettyValues && v ? __pretty && v ? val then
          v.__pretty v.val
        else if v == { } then
          "{ }"
        else if lib.isDerivation v then
          "<derivation ${v.name or "???"}>"
        else
          "{${open}${
            lib.concatStringsSep open (
              lib.mapAttrsToList (
                name: value:
                "${lib.strings.escapeNixIdentifier name} = ${
                  builtins.addErrorContext "while evaluating an attribute `${name}`" (inside value)
                };"
              ) v
            )
          }${close}}";

      showString =
        open: close: s:
        let
          lines = builtins.filter (line: !isList line) (builtins.split "\n" s);
          escaped = map (lib.replaceStrings [ "\${" "''" ] [ "''\${" "'''" ]) lines;
          last = lib.last escaped;
        in
        if multiline && builtins.length lines > 1 then
          "''${open}"
          + lib.concatStringsSep open (lib.init escaped)
          + (if last == "" then close else open + last)
          + "''"
        else
          "\"${
            lib.concatStringsSep "\\n" (map (lib.replaceStrings [ "\\" "\"" "\${" ] [ "\\\\" "\\\"" "\\\${" ]) lines)
          }\"";

      showFunction =
        f:
        let
          formals = lib.functionArgs f;
          shown = lib.concatStringsSep ", " (
            lib.mapAttrsToList (name: hasDefault: if hasDefault then name + "?" else name) formals
          );
        in
        if formals == { } then "<function>" else "<function, args: {${shown}}>";
    in
    go indent;
}
