# One switch for a service: Deployment, Service, Ingress, autoscaling, disruption budget, metrics and a closed network.
{
  scope,
  lib,
  kix,
  config,
  clusterIssuer ? null,
  ingressNginx ? null,
  traefik ? null,
  priorityClasses ? null,
}@args:
kix.derivePackage ../web-app args (
  _self: base: {
    meta = base.meta // {
      description = "A service with all it needs: autoscaling, disruption budget, metrics, network policy";
    };

    options = lib.recursiveUpdate base.options {
      autoscaling.enabled.default = true;
      networkPolicy.enabled.default = true;
      metrics.path.default = "/metrics";
    };
  }
)
