{ scope, kix }:
{
  resources = {
    definition = scope.mkResource {
      kind = "CustomResourceDefinition";
      name = "widgets.example.com";
      spec = {
        group = "example.com";
        scope = "Namespaced";
        names = { kind = "Widget"; plural = "widgets"; };
        versions = [
          {
            name = "v1";
            served = true;
            storage = true;
            schema.openAPIV3Schema = {
              type = "object";
              properties.spec = {
                type = "object";
                required = [ "size" ];
                properties.size = { type = "integer"; minimum = 1; };
                properties.colour = { type = "string"; enum = [ "red" "green" ]; };
              };
            };
          }
        ];
      };
    };
    widget = scope.mkResource { kind = "Widget"; spec = { size = 0; colour = "gren"; sice = 1; }; };
    incomplete = scope.mkResource { kind = "Widget"; name = "incomplete"; spec = { }; };
    removed = scope.mkResource {
      apiVersion = "policy/v1beta1";
      kind = "PodDisruptionBudget";
      spec.minAvailable = 1;
    };
    service = scope.mkResource {
      kind = "Service";
      spec.prots = [ ];
      spec.type = "LoadBalncer";
    };
    unknown = scope.mkResource { apiVersion = "apps/v1"; kind = "Deploymnet"; spec = { }; };
    misspelt = scope.mkResource { kind = "ConfigMpa"; };
  };
}
