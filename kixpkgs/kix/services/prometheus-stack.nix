/**
  Metrics of the cluster, by the Prometheus operator. Network policies let the namespace in that Prometheus runs in. Whether packages
  bring their ServiceMonitors is for `monitoring.enabled` and `monitoring.discovery` to say.
*/
{ config, lib, ... }:
let
  cfg = config.services.prometheus-stack;
in
{
  config = lib.mkIf cfg.enable {
    # Where both are enabled, `services.prometheus` says where it runs.
    monitoring.namespace = lib.mkOverride 1100 cfg.namespace;
    services.prometheus-operator.enable = lib.mkDefault true;
  };
}
