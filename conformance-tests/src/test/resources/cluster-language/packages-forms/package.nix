{ scope }:
{
  resources.main = scope.mkResource {
    kind = "ConfigMap";
    data.name = scope.instanceName;
  };
}
