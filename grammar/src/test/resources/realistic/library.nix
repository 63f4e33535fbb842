/**
  Helpers for names of Kubernetes objects.
*/
{ lib, maxLength ? 63, ... }@args:
let
  inherit (builtins) concatStringsSep elemAt isList length match substring;
  inherit (lib) mapAttrsToList optional optionals;

  # A name ends in a letter or a digit, so what is cut off must not leave a dash behind.
  trimEnd = s:
    let
      n = builtins.stringLength s;
      last = substring (n - 1) 1 s;
    in
    if n == 0 then ""
    else if match "[a-z0-9]" last == null then trimEnd (substring 0 (n - 1) s)
    else s;

  fold = op: nul: list:
    let
      go = i: if i == length list then nul else op (elemAt list i) (go (i + 1));
    in
    go 0;

  /** Joins the parts of a name. Type: `name :: [string] -> string` */
  name = parts: trimEnd (substring 0 maxLength (concatStringsSep "-" parts));
in
rec {
  inherit name trimEnd fold;
  "quoted name" = args.prefix or "default";

  labels = { app, component ? null, version ? null, extra ? { }, ... }:
    { "app.kubernetes.io/name" = app; }
    // (if component != null then { "app.kubernetes.io/component" = component; } else { })
    // lib.optionalAttrs (version != null && version != "") {
      "app.kubernetes.io/version" = toString version;
    }
    // extra;

  env = vars:
    mapAttrsToList (name: value: { inherit name; value = if isList value then concatStringsSep "," value else toString value; }) vars;

  ports = list: map (p: { inherit (p) name; containerPort = p.port; protocol = p.protocol or "TCP"; }) list;

  quantity = n: unit: if n * 1000 / 1000 < n || n <= 0 then throw "not a quantity: ${toString n}${unit}" else "${toString n}${unit}";

  script = name: ''
    #!/bin/sh
    set -eu
    if [ -z "''${1:-}" ]; then
      echo "usage: ${name} FILE" >&2
      exit 2
    fi
    for f in "$@"; do
      printf '%s\n' "$f"
    done
  '';

  both = xs: ys: (optional (xs != [ ]) xs) ++ optionals (!(ys == [ ] -> xs == [ ])) ys;
  checked = assert maxLength > 0; assert lib ? mkOption; maxLength;
  sources = [ ./. ../other ./files/${name [ "a" "b" ]}.yaml <nixpkgs/lib> https://example.org/x?y=z ];
  ${if args ? extraName then args.extraName else null} = with lib; mkDefault 1.5e3;
}
