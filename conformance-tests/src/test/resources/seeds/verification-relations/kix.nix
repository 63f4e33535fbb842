# Seed 000, "Cross-resource validation at compile time": every relation of the list, wrong once.
{
  clusters.test = {
    instances.shop.app.package =
      { scope }:
      let
        labels = {
          app = "web";
        };
        deployment =
          name: pod:
          scope.mkResource {
            kind = "Deployment";
            inherit name;
            spec = {
              selector.matchLabels = labels;
              template = {
                metadata.labels = labels;
                spec = {
                  containers = [
                    {
                      name = "web";
                      image = "web:1";
                    }
                  ];
                }
                // pod;
              };
            };
          };
      in
      {
        resources = {
          account = deployment "account" { serviceAccountName = "nobody"; };
          volume = deployment "volume" {
            volumes = [
              {
                name = "config";
                configMap.name = "missing";
              }
            ];
          };
          binding = scope.mkResource {
            kind = "RoleBinding";
            name = "binding";
            roleRef = {
              apiGroup = "rbac.authorization.k8s.io";
              kind = "Role";
              name = "missing";
            };
            subjects = [ ];
          };
          service = scope.mkResource {
            kind = "Service";
            name = "service";
            spec = {
              selector.app = "wob";
              ports = [ { port = 80; } ];
            };
          };
          autoscaler = scope.mkResource {
            kind = "HorizontalPodAutoscaler";
            name = "autoscaler";
            spec = {
              maxReplicas = 3;
              scaleTargetRef = {
                apiVersion = "apps/v1";
                kind = "Deployment";
                name = "missing";
              };
            };
          };
          one = scope.mkResource {
            kind = "ConfigMap";
            name = "twice";
            data = { };
          };
          two = scope.mkResource {
            kind = "ConfigMap";
            name = "twice";
            data = { };
          };
          untagged = {
            apiVersion = "v1";
            kind = "ConfigMap";
            metadata = {
              name = "untagged";
              namespace = "shop";
            };
          };
        };
      };
  };
}
