# Mistakes, each in an evaluation of its own, in the order of showcase.txt.
{ lib }:
let
  inherit (lib) mkOption mkForce mkDefault types;
  replicas = {
    _file = "packages/coredns/default.nix";
    options.replicaCount = mkOption {
      type = types.int;
      default = 2;
      check = v: v >= 0;
    };
    options.nested.deep.level = mkOption { type = types.enum [ "low" "high" ]; default = "low"; };
  };
in
[
  # 1: wrong type
  [ replicas { _file = "webshop.nix"; replicaCount = "three"; } ]
  # 2: conflict
  [ replicas { _file = "A"; replicaCount = 3; } { _file = "B"; replicaCount = 5; } ]
  # 3: check
  [ replicas { _file = "webshop.nix"; replicaCount = -3; } ]
  # 4: unknown option, twice
  [ replicas { _file = "webshop.nix"; replicaCont = 3; nested.deep.levl = "low"; } ]
  # 5: a value outside of an enumeration
  [ replicas { _file = "webshop.nix"; nested.deep.level = "medium"; } ]
  # 6: a message of the check
  [
    {
      _file = "packages/postgres/default.nix";
      options.postgres.version = mkOption {
        type = types.str;
        check = v: if v == "11" then "PostgreSQL 11 reached end-of-life on 2023-11-09.\nSupported versions: 14, 15, 16, 17." else true;
      };
    }
    { _file = "db.nix"; postgres.version = "11"; }
  ]
  # 7: no value
  [ { _file = "p.nix"; options.needed = mkOption { type = types.str; }; options.uses = mkOption { }; } ({ config, ... }: { uses = config.needed; }) ]
  # 8: several at once, inside submodules
  [
    {
      _file = "p.nix";
      options.servers = mkOption {
        type = types.attrsOf (types.submodule { options.port = mkOption { type = types.port; }; options.names = mkOption { type = types.listOf types.str; default = [ ]; }; });
      };
    }
    { _file = "user.nix"; servers.a.port = 70000; servers.b = { port = 80; names = [ "x" 1 ]; }; servers.c.prot = 1; }
  ]
  # 9: read-only
  [ { _file = "p.nix"; options.r = mkOption { type = types.int; readOnly = true; default = 1; }; } { _file = "user.nix"; r = 2; } ]
  # 10: a check by elem, one by range, one that cannot be read
  [
    {
      _file = "p.nix";
      options.a = mkOption { check = v: lib.elem v [ "x" "y" ]; };
      options.b = mkOption { check = v: v > 0 && v < 10; };
      options.c = mkOption { check = v: builtins.length (builtins.attrNames v) == 1; };
      options.d = mkOption { check = v: v != ""; };
      options.e = mkOption { check = v: builtins.match "[a-z]+" v != null; };
      options.f = mkOption { check = name: builtins.stringLength name <= 3; };
    }
    { _file = "user.nix"; a = "z"; b = 12; c = { }; d = ""; e = "1"; f = "long"; }
  ]
  # 11: deprecation, by whom it is set
  [
    {
      _file = "p.nix";
      options.ingress.host = mkOption {
        type = types.nullOr types.str;
        default = null;
        deprecated = { since = "1.12"; use = "'ingress.hosts' (list)"; package = "ingress-nginx"; };
      };
      options.quiet = mkOption { default = 1; deprecated = { since = "1"; use = "loud"; }; };
    }
    { _file = "webshop.nix"; ingress.host = "shop"; }
  ]
]
