# Validated against the target version of the Kubernetes API.
{
  clusters.test = {
    kubernetes.version = "1.31";
    instances.webshop.webshop-backend.package =
      { scope, kix }:
      kix.mkPackage (self: {
        resources.autoscaler = scope.mkResource {
          apiVersion = "autoscaling/v2beta2";
          kind = "HorizontalPodAutoscaler";
          spec = {
            scaleTargetRef = {
              apiVersion = "apps/v1";
              kind = "Deployment";
              name = self.resources.deployment.out.name;
            };
            maxReplicas = 4;
          };
        };
        resources.deployment = scope.mkResource {
          kind = "Deployment";
          spec = {
            selector.matchLabels = scope.selectorLabels;
            template = {
              metadata.labels = scope.selectorLabels;
              spec.containers = [
                {
                  name = "backend";
                  image = "ghcr.io/acme/backend:v1";
                }
              ];
            };
          };
        };
        out.name = self.resources.deployment.out.name;
      });
  };
}
