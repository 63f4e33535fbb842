# Seed 000, "Cross-resource validation at compile time": "kubeconform schema validation (against K8s API schemas)".
{
  clusters.test = {
    kubernetes.version = "1.31";
    instances.shop.app.package =
      { scope }:
      {
        resources.service = scope.mkResource {
          kind = "Service";
          spec = {
            selectors.app = "web";
            ports = [ { port = "http"; } ];
          };
        };
      };
  };
}
