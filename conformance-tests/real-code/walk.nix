# The derivations of some attributes of a set, as something that can be printed and compared: for a derivation its .drv
# file and its outputs, for a set that asks to be walked its attributes, and "!" where `throw` or `assert` refuse.
#   target   a file of targets/
#   src      the checkout it looks at
#   names    JSON list of the attributes to look at; all when empty
#   depth    how many sets deep to look
{ target, src, names ? "", depth ? 2 }:
let
  all = import target { src = /. + src; };
  chosen = if names == "" then builtins.attrNames all else builtins.fromJSON names;

  attempt = x: let tried = builtins.tryEval x; in if tried.success then tried.value else "!";
  plain = builtins.unsafeDiscardStringContext;

  look = depth: value:
    if !builtins.isAttrs value then
      builtins.typeOf value
    else if value.type or "" == "derivation" then
      attempt (plain value.drvPath + " " + plain value.outPath)
    else if value.recurseForDerivations or false && depth > 0 then
      builtins.mapAttrs (name: v: attempt (force (look (depth - 1) v))) (builtins.removeAttrs value [ "recurseForDerivations" ])
    else
      "set";

  # What tryEval should guard must be evaluated to the end; the parts of a set guard themselves.
  force = x: builtins.seq x x;
in
builtins.listToAttrs (map (name: { inherit name; value = attempt (force (look depth all.${name})); }) chosen)
