{ scope, lib }:
let
  option = type: check: lib.mkOption { inherit type check; };
  inherit (lib.types) int str;
in
{
  options = {
    fine = option int (v: v >= 0);
    compared = option int (v: v >= 0);
    between = option int (port: port > 0 && port < 65536);
    same = option str (v: v != "tcp");
    other = option str (v: lib.hasPrefix "z" v);
    message = option int (v: if v == 80 then "port 80 belongs to somebody else" else true);
    nested.deep = option int (v: v >= 1);
  };
  resources = { };
}
