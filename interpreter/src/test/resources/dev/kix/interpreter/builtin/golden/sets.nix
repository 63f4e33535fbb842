let
  inherit (builtins) attrNames attrValues getAttr hasAttr intersectAttrs removeAttrs listToAttrs mapAttrs catAttrs functionArgs zipAttrsWith unsafeGetAttrPos;
in
[
  (attrNames { b = 1; a = 2; "ä" = 3; Z = 4; })
  (attrValues { b = 1; a = 2; })
  (getAttr "a" { a = 1; })
  (hasAttr "a" { b = 1; })
  (intersectAttrs { a = 1; c = 2; } { a = 3; b = 4; })
  (intersectAttrs { a = 1; b = 1; c = 1; d = 1; } { d = 4; a = 3; })
  (removeAttrs { x = 1; y = 2; z = 3; } [ "a" "x" "z" "x" ])
  (listToAttrs [ { name = "foo"; value = 1; } { name = "bar"; value = 2; } { name = "foo"; value = 3; } ])
  (listToAttrs [ { name = "foo"; value = 1; } { name = "foo"; value = 2; } ])
  (mapAttrs (n: v: n + toString v) { a = 1; b = 2; })
  (mapAttrs (throw "unused") { })
  (catAttrs "a" [ { a = 1; } { b = 0; } { a = 2; } ])
  (functionArgs ({ x, y ? 123, ... }@z: null))
  (functionArgs (x: x))
  (functionArgs builtins.map)
  (functionArgs (builtins.map (x: x)))
  (functionArgs ((a: { b, c ? 1 }: b) 1))
  (zipAttrsWith (n: vs: { inherit n vs; }) [ { a = "x"; } { a = "y"; b = "z"; } ])
  (unsafeGetAttrPos "nope" { })
]
