# The names in a library, part by part: what names.json holds of nixpkgs' lib.
lib:
let
  isPart =
    name:
    let
      # Some have to be looked for beside the library.
      set = builtins.tryEval (builtins.isAttrs lib.${name});
    in
    !(builtins.elem name [
      "maintainers"
      "teams"
    ])
    && set.success
    && set.value;
  parts = builtins.filter isPart (builtins.attrNames lib);
in
{
  lib = builtins.attrNames lib;
}
// builtins.listToAttrs (
  map (name: {
    name = "lib.${name}";
    value = builtins.attrNames lib.${name};
  }) parts
)
