# A value as one string, written by the language itself, so that two evaluators can be compared without comparing their
# printers. String contexts are shown; functions are not looked into.
let
  show = depth: v:
    if depth == 0 then "..."
    else if builtins.isString v then "'" + builtins.unsafeDiscardStringContext v + "'" + context depth v
    else if builtins.isAttrs v then
      if v.type or null == "derivation" && v ? drvPath then "<${builtins.unsafeDiscardStringContext v.drvPath}>"
      else "{" + builtins.concatStringsSep ";" (map (n: n + "=" + show (depth - 1) v.${n}) (builtins.attrNames v)) + "}"
    else if builtins.isList v then "[" + builtins.concatStringsSep " " (map (show (depth - 1)) v) + "]"
    else if builtins.isFunction v then "<function>"
    else if v == null then "null"
    else if v == true then "true"
    else if v == false then "false"
    else builtins.typeOf v + ":" + toString v;
  context = depth: s: if builtins.hasContext s then show depth (builtins.getContext s) else "";
in
show 8
