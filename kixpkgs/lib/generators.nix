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

  # --- Formats of particular programs -------------------------------------------------------

  /**
    A configuration file of Git. Sections of sections become `[section "subsection"]`.

    # Type

    ```
    toGitINI :: AttrSet -> String
    ```
  */
  toGitINI =
    let
      escapeText = lib.replaceStrings [ "\n" "\t" "\"" "\\" ] [ "\\n" "\\t" "\\\"" "\\\\" ];
      showValue = value: mkValueStringDefault { } (if isString value then "\"${escapeText value}\"" else value);
      showLine = name: value: "\t${mkKeyValueDefault { mkValueString = showValue; } " = " name value}";

      showSection =
        name:
        let
          parts = lib.splitString "." name;
        in
        if lib.length parts == 1 || lib.hasInfix "\"" name then
          name
        else
          "${lib.head parts} \"${lib.concatStringsSep "." (lib.tail parts)}\"";

      isSection = value: isAttrs value && !lib.isDerivation value;

      # A section as sections without sections in them, named by the path to them.
      flatten =
        path: value:
        if isSection value then
          lib.concatLists (lib.mapAttrsToList (name: flatten (path ++ [ name ])) value)
        else
          [ (lib.setAttrByPath (section path ++ [ (lib.last path) ]) value) ];
      section = path: lib.optional (lib.length path > 1) (lib.concatStringsSep "." (lib.init path));
      isDeep = value: isAttrs value && lib.any isSection (lib.attrValues value);
    in
    set:
    let
      deep = lib.filterAttrs (_name: isDeep) set;
    in
    toINI
      {
        mkSectionName = showSection;
        mkKeyValue =
          name: value: lib.concatMapStringsSep "\n" (showLine name) (if isList value then value else [ value ]);
      }
      (
        removeAttrs set (lib.attrNames deep) // lib.foldl' lib.recursiveUpdate { } (flatten [ ] deep)
      );

  /** One line of a dconf file; the value becomes a GVariant. */
  mkDconfKeyValue = mkKeyValueDefault { mkValueString = value: toString (lib.gvariant.mkValue value); } "=";

  /** A dconf file. */
  toDconfINI = toINI { mkKeyValue = mkDconfKeyValue; };

  /**
    A property list of Apple's.

    # Inputs

    - `escape`: whether texts are escaped for XML; leave it on.

    # Type

    ```
    toPlist :: { escape ? :: Bool; } -> a -> String
    ```
  */
  toPlist =
    {
      escape ? false,
    }:
    value:
    let
      text = if escape then lib.escapeXML else lib.id;

      # A value as lines.
      lines =
        v:
        if v == null then
          [ "" ]
        else if builtins.isBool v then
          [ (if v then "<true/>" else "<false/>") ]
        else if builtins.isInt v then
          [ "<integer>${toString v}</integer>" ]
        else if isString v then
          [ "<string>${text v}</string>" ]
        else if isList v then
          block "array" (lib.concatMap lines v)
        else if isAttrs v then
          block "dict" (lib.concatLists (lib.mapAttrsToList entry (removeAttrs v [ "_module" ])))
        else if builtins.isPath v then
          [ "<string>${text (toString v)}</string>" ]
        else if builtins.isFloat v then
          [ "<real>${toString v}</real>" ]
        else
          abort "generators.toPlist: should never happen (v = ${v})";
      entry = name: v: lib.optionals (v != null) ([ "<key>${text name}</key>" ] ++ lines v);
      # An empty block has an empty line.
      block =
        tag: inner:
        [ "<${tag}>" ] ++ (if inner == [ ] then [ "" ] else map indent inner) ++ [ "</${tag}>" ];
      indent = line: if isBlank line then line else "\t${line}";
      isBlank = line: line == "";
    in
    lib.warnIf (!escape) "Using `lib.generators.toPlist` without `escape = true` is deprecated" (
      lib.concatStringsSep "\n" (
        [
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
          "<!DOCTYPE plist PUBLIC \"-//Apple Computer//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"
          "<plist version=\"1.0\">"
        ]
        ++ lines value
        ++ [ "</plist>" ]
      )
    );

  /**
    A value in Dhall. Functions and null cannot be.

    # Type

    ```
    toDhall :: {} -> a -> String
    ```
  */
  toDhall =
    { }@settings:
    v:
    let
      show = toDhall settings;
    in
    if isAttrs v then
      "{ ${lib.concatMapAttrsStringSep ", " (name: value: "${name} = ${show value}") v} }"
    else if isList v then
      "[ ${lib.concatMapStringsSep ", " show v} ]"
    else if builtins.isInt v then
      lib.optionalString (v >= 0) "+" + toString v
    else if builtins.isBool v then
      if v then "True" else "False"
    else if lib.isFunction v then
      abort "generators.toDhall: cannot convert a function to Dhall"
    else if v == null then
      abort "generators.toDhall: cannot convert a null to Dhall"
    else
      builtins.toJSON v;

  /**
    A value in Lua.

    # Inputs

    - `multiline`: one element a line (default: true),
    - `indent`: what lines begin with,
    - `asBindings`: a set becomes assignments instead of a table (default: false).

    # Type

    ```
    toLua :: { multiline ? :: Bool; indent ? :: String; asBindings ? :: Bool; } -> a -> String
    ```
  */
  toLua =
    {
      multiline ? true,
      indent ? "",
      asBindings ? false,
    }@settings:
    v:
    let
      inner = indent + "  ";
      show = toLua (
        settings
        // {
          indent = if asBindings then indent else inner;
          asBindings = false;
        }
      );
      open = if multiline then "\n${inner}" else " ";
      close = if multiline then "\n${indent}" else " ";
      table = elements: if elements == [ ] then "{}" else "{${open}${lib.concatStringsSep ",${open}" elements}${close}}";

      # https://www.lua.org/manual/5.4/manual.html#3.1, with dots for fields
      isVariable = name: builtins.match "[[:alpha:]_][[:alnum:]_]*(\\.[[:alpha:]_][[:alnum:]_]*)*" name != null;
      wrong = lib.filter (name: !isVariable name) (lib.attrNames v);
    in
    if asBindings then
      assert lib.assertMsg (wrong == [ ]) "Bad Lua var names: ${toPretty { } wrong}";
      lib.concatMapAttrsStringSep "" (name: value: "${indent}${name} = ${show value}\n") v
    else if v == null then
      "nil"
    else if builtins.isInt v || builtins.isFloat v || isString v || builtins.isBool v then
      builtins.toJSON v
    else if builtins.isPath v || lib.isDerivation v then
      builtins.toJSON "${v}"
    else if isList v then
      table (map show v)
    else if isAttrs v then
      if v._type or null == "lua-inline" then
        "(${v.expr})"
      else
        table (lib.mapAttrsToList (name: value: "[${builtins.toJSON name}] = ${show value}") v)
    else
      abort "generators.toLua: type ${builtins.typeOf v} is unsupported";

  /** Text that `toLua` takes as an expression of Lua. */
  mkLuaInline = expr: {
    _type = "lua-inline";
    inherit expr;
  };
}
