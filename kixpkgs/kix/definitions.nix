/**
  Definitions for options that somebody else declares: here they are collected, each with its file, and
  merged later, against the options of a package.

  # Inputs

  `lib`: the library of kixpkgs.
*/
{ lib }:
{
  /**
    The type of an option that collects definitions. Its value is a list of modules.
  */
  type = lib.mkOptionType {
    name = "definitions";
    description = "attribute set of definitions";
    check = builtins.isAttrs;
    merge =
      _loc:
      lib.concatMap (
        definition:
        if definition.value._type or null == "definitions" then
          definition.value.modules
        else
          [
            {
              _file = definition.file;
              config = definition.value;
            }
          ]
      );
  };

  /**
    The value of one such option as a definition of another: files, lines and priorities stay.

    # Type

    ```
    pass :: [Module] -> AttrSet
    ```
  */
  pass = modules: {
    _type = "definitions";
    inherit modules;
  };
}
