# The application team overrides the default, and tries to override the policy.
{ packages, ... }:
{
  config.instances.webshop-prod.app.package = packages.python-app;
  config.instances.webshop-prod.app.config.image.tag = "v26.12.4";
  config.instances.webshop-prod.app.config.resources.limits.memory = "1Gi";
  config.instances.webshop-prod.app.config.securityContext.runAsNonRoot = false;
}
