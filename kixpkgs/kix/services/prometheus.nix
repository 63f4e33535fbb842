/**
  Metrics of the cluster. A Prometheus without targets is of no use, so packages expose their metrics as soon as
  it runs.
*/
{ config, lib, ... }:
let
  cfg = config.services.prometheus;
in
{
  config = lib.mkIf cfg.enable {
    monitoring = {
      enabled = lib.mkDefault true;
      namespace = lib.mkDefault cfg.namespace;
    };
  };
}
