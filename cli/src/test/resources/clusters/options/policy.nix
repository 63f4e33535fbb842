{ lib, ... }:
{
  options.team = lib.mkOption { type = lib.types.str; default = "nobody"; };
  config.team = lib.mkDefault "platform";
  config.instances."*"."*".config = {
    replicas = lib.mkForce 5;
    names = lib.mkIf false [ "never" ];
  };
  config.instances.shop.app.config.names = [ "c" ];
  config.instances.shop.app.config.host = lib.mkOverride 75 "shop.example.com";
}
