/**
  Command lines from attribute sets.
*/
{ lib }:
let
  inherit (lib) concatMap escapeShellArgs mapAttrsToList;

  asText = lib.generators.mkValueStringDefault { };

  # Long options have two dashes, options of one letter have one.
  dashes = name: if builtins.stringLength name == 1 then "-" else "--";
in
rec {
  /**
    A command line as a list of words. What an option looks like is up to a function of its name.

    # Inputs

    - a function from the name of an option to a set: `option`, the word that starts it; `sep`, what
      stands between that and the argument, or `null` for two words; `explicitBool`, whether Booleans
      are written as arguments instead of switching the option on; `formatArg` (default: text as
      generators write it), how an argument becomes text;
    - the options. `null` gives nothing, a list repeats the option.

    # Type

    ```
    toCommandLine :: (String -> OptionFormat) -> AttrSet -> [String]
    ```
  */
  toCommandLine =
    format: options:
    let
      words =
        {
          option,
          sep,
          explicitBool,
          formatArg ? asText,
        }:
        value:
        let
          argument = formatArg value;
        in
        if value == null || (value == false && !explicitBool) then
          [ ]
        else if value == true && !explicitBool then
          [ option ]
        else if sep == null then
          [
            option
            argument
          ]
        else
          [ (option + sep + argument) ];
      occurrences =
        name: value:
        if name == "" then
          throw "lib.cli.toCommandLine only accepts non-empty option names."
        else if builtins.isList value then
          concatMap (words (format name)) value
        else
          words (format name) value;
    in
    builtins.concatLists (mapAttrsToList occurrences options);

  /** `toCommandLine` as one string, quoted for a shell. */
  toCommandLineShell = format: options: escapeShellArgs (toCommandLine format options);

  /**
    A command line in GNU's style: `-nvalue`, `--name=value`.

    # Inputs

    - a set: `isLong` (whether a name is of a long option; default: two letters or more),
      `explicitBool` (default: false), `formatArg`;
    - the options.

    # Type

    ```
    toCommandLineGNU :: AttrSet -> AttrSet -> [String]
    ```
  */
  toCommandLineGNU =
    {
      isLong ? name: builtins.stringLength name > 1,
      explicitBool ? false,
      formatArg ? asText,
    }:
    toCommandLine (
      name:
      {
        inherit explicitBool formatArg;
      }
      // (
        if isLong name then
          {
            option = "--" + name;
            sep = "=";
          }
        else
          {
            option = "-" + name;
            sep = "";
          }
      )
    );

  /** `toCommandLineGNU` as one string, quoted for a shell. */
  toCommandLineShellGNU = format: options: escapeShellArgs (toCommandLineGNU format options);

  /**
    A command line with the argument of an option as a word of its own, unless
    `optionValueSeparator` says otherwise. `toCommandLineGNU` is its successor.

    # Inputs

    - a set of functions that may be replaced: `mkOptionName` of a name; `mkBool`, `mkList` and
      `mkOption` of a name and a value; and `optionValueSeparator`;
    - the options.
  */
  toGNUCommandLine =
    {
      mkOptionName ? name: dashes name + name,
      mkBool ? name: value: if value then [ (mkOptionName name) ] else [ ],
      mkList ? name: concatMap (mkOption name),
      mkOption ?
        name: value:
        let
          argument = asText value;
        in
        if value == null then
          [ ]
        else if optionValueSeparator == null then
          [
            (mkOptionName name)
            argument
          ]
        else
          [ (mkOptionName name + optionValueSeparator + argument) ],
      optionValueSeparator ? null,
    }:
    options:
    concatMap (
      name:
      let
        value = options.${name};
        make =
          if builtins.isBool value then
            mkBool
          else if builtins.isList value then
            mkList
          else
            mkOption;
      in
      make name value
    ) (builtins.attrNames options);

  /** `toGNUCommandLine` as one string, quoted for a shell. */
  toGNUCommandLineShell = format: options: escapeShellArgs (toGNUCommandLine format options);
}
