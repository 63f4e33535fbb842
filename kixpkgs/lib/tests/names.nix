/*
  The names that nixpkgs' lib has, part by part, and ours has not. `names.json` beside this file
  has them, taken from a nixpkgs of release 26.11; conformance-tests/nixpkgs/lib.sh compares
  with another.

  The result is { missing; stale; }: names without a reason below, and reasons for names that
  are there. Both have to be empty.
*/
{
  lib ? import ../.,
  names ? builtins.fromJSON (builtins.readFile ./names.json),
}:
let
  # "PART.NAME", with the reason why it is not there.
  reasons = {
    "lib.modules.collectModules" =
      "internal to evalModules there, with a deprecation warning; here the engine collects modules itself";
  };

  parts = builtins.attrNames names;
  ours = part: if part == "lib" then lib else lib.${builtins.substring 4 (-1) part} or { };
  absent = builtins.concatMap (
    part: map (name: "${part}.${name}") (builtins.filter (name: !(ours part ? ${name})) names.${part})
  ) parts;
in
{
  missing = builtins.filter (name: !(reasons ? ${name})) absent;
  stale = builtins.filter (name: !(builtins.elem name absent)) (builtins.attrNames reasons);
}
