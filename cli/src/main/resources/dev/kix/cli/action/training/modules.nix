# Options of many types, defined with every priority, in modules and submodules.
let
  native = __kixModules null;
  inherit (native) mkOption mkEnableOption mkIf mkMerge mkDefault mkForce mkBefore mkAfter types;
  count = 200;
  name = i: "m${toString i}";
  next = i: if i + 1 == count then 0 else i + 1;
  sub = { name, config, ... }: {
    options = {
      enable = mkOption { type = types.bool; default = false; };
      label = mkOption { type = types.str; default = "sub-${name}"; };
      port = mkOption { type = types.port; default = 80; };
      tags = mkOption { type = types.listOf types.str; default = [ ]; };
    };
    config.tags = mkIf config.enable [ "enabled" config.label ];
  };
  module = i: { config, ... }: {
    _file = "module-${toString i}.nix";
    options.svc.${name i} = {
      enable = mkEnableOption "module ${toString i}";
      number = mkOption { type = types.int; default = i; description = "a number"; };
      text = mkOption { type = types.str; };
      items = mkOption { type = types.listOf types.str; default = [ "x" ]; };
      instances = mkOption { type = types.attrsOf (types.submodule sub); default = { }; };
      maybe = mkOption { type = types.nullOr types.int; default = null; };
      choice = mkOption { type = types.enum [ "a" "b" ]; default = "a"; };
      notes = mkOption { type = types.lines; default = ""; };
      either = mkOption { type = types.either types.int types.str; default = 0; };
    };
    config = mkMerge [
      { svc.${name i} = { text = "t${toString i}"; items = [ "self" ]; notes = "line"; instances.a = { enable = true; }; }; }
      { svc.${name (next i)} = { enable = mkDefault true; items = mkBefore [ "first" ]; instances.b.port = mkForce 8080; }; }
      (mkIf config.svc.${name i}.enable { svc.${name (next i)} = { number = mkForce 7; notes = mkAfter "last"; either = "s"; }; })
    ];
  };
in
(native.evalModules { modules = builtins.genList module count; }).config
