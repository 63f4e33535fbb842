# A value as one line of JSON, with words for what JSON cannot say: how real Nix and kix write down what came out.
value:
let
  inherit (builtins) baseNameOf isAttrs isFunction isList isPath map mapAttrs;
  go =
    depth: x:
    if depth > 8 then
      "<deep>"
    else if isFunction x then
      "<function>"
    else if isPath x then
      "<path ${baseNameOf x}>"
    else if isAttrs x then
      if x._type or null == "option-type" then
        "<type ${x.description}>"
      else if x._type or null == "configuration" then
        "<configuration>"
      else if x ? outPath then
        "<out>"
      else
        mapAttrs (_: go (depth + 1)) x
    else if isList x then
      map (go (depth + 1)) x
    else
      x;
in
builtins.unsafeDiscardStringContext (builtins.toJSON (go 0 value))
