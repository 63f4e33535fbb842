/**
  The option `instances`: which packages are put to use, where, and how they are configured. A `*`
  in place of a namespace or a name stands for all of them; the compiler applies such definitions
  to every instance that matches and whose package declares the option.
*/
{ lib, ... }:
let
  inherit (lib) mkOption types;

  definitions = (import ./definitions.nix { inherit lib; }).type;

  instance = types.submodule {
    options = {
      package = mkOption {
        type = types.raw;
        description = "The package: `packages.NAME`, a path, or a function.";
        example = lib.literalExpression "packages.postgres";
      };
      config = mkOption {
        type = definitions;
        default = { };
        description = "Values of the package's options.";
      };
      overrides = mkOption {
        type = definitions;
        default = { };
        description = ''
          Changes to what the package emits, any field of it. A change is filed under the resource's
          name in the package, its kind, `"KIND/NAME"`, or `"*"`. Sets are merged, `null` removes a
          field, lists that the API tells apart by a key (containers by `name`) are merged by it,
          other lists are replaced, and a function is given what was there.
        '';
        example = lib.literalExpression ''
          {
            deployment.spec.template.spec.hostNetwork = true;
            Service.spec.sessionAffinity = "ClientIP";
          }
        '';
      };
      aliases = mkOption {
        type = types.listOf types.str;
        default = [ ];
        description = "Further names under which other instances find this one.";
      };
      deps = mkOption {
        type = types.lazyAttrsOf types.raw;
        default = { };
        description = ''
          What the package's arguments are wired to, where injection should not choose: `"NAME"`,
          `"NAMESPACE/NAME"`, an instance, or `null`.
        '';
        example = lib.literalExpression ''{ postgres = "data/postgres"; }'';
      };
      enable = mkOption {
        type = types.bool;
        default = true;
        description = "Whether the instance exists.";
      };
      service = mkOption {
        type = types.nullOr types.str;
        default = null;
        internal = true;
        description = "The `services.NAME` that made the instance.";
      };
      environment = mkOption {
        type = types.nullOr types.str;
        default = null;
        internal = true;
        description = "The `kix.mkEnv` that the instance belongs to.";
      };
    };
  };
in
{
  options.instances = mkOption {
    type = types.lazyAttrsOf (types.lazyAttrsOf instance);
    default = { };
    description = "Instances of packages, by namespace and name.";
  };
}
