# The list that documentation is made from.
{ lib }:
let
  inherit (lib) mkOption mkEnableOption types;
  evaluated = lib.evalModules {
    modules = [
      {
        _file = "server.nix";
        options = {
          enable = mkEnableOption "the server";
          hidden = mkOption { visible = false; default = 1; };
          internal = mkOption { internal = true; default = 1; };
          text = mkOption { type = types.str; default = "a\nb"; example = "x"; description = "Some text."; };
          code = mkOption { default = throw "never"; defaultText = lib.literalExpression "pkgs.x"; };
          hosts = mkOption {
            description = "Hosts.";
            type = types.attrsOf (types.submodule { options.port = mkOption { type = types.port; default = 80; }; });
          };
          list = mkOption { type = types.listOf (types.submodule { options.a = mkOption { type = types.int; }; }); default = [ ]; };
        };
      }
    ];
  };
in
# The options of `_module` are described in other words.
builtins.filter (o: !builtins.elem "_module" o.loc) (lib.optionAttrSetToDocList evaluated.options)
