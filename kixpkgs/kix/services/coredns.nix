/**
  The cluster's name server. With `services.coredns.prometheus.enable` its metrics are collected, and what
  collects them runs too: Prometheus by itself, or by its operator, as `monitoring.discovery` says.
*/
{
  config,
  lib,
  packages,
  ...
}:
let
  cfg = config.services.coredns;
in
{
  options.services.coredns.prometheus.enable = lib.mkEnableOption ''
    metrics of the name server. It turns on `monitoring` and, unless something else is set up to collect them,
    `services.prometheus`'';

  config = lib.mkIf (cfg.enable && cfg.prometheus.enable) {
    monitoring.enabled = lib.mkDefault true;
    services = {
      prometheus.enable = lib.mkIf (config.monitoring.discovery == "annotations") (lib.mkDefault true);
    }
    // lib.optionalAttrs (packages ? prometheus-stack) {
      prometheus-stack.enable = lib.mkIf (config.monitoring.enabled && config.monitoring.discovery == "operator") (
        lib.mkDefault true
      );
    };
    warnings = lib.optional (!config.monitoring.enabled) ''
      services.coredns.prometheus is on, but monitoring.enabled is off: coredns exposes no metrics.'';
  };
}
