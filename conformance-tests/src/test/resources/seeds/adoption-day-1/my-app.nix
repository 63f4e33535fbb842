{ scope, lib, valkey, postgres, ingress }:
{
  resources.config = scope.mkResource {
    kind = "ConfigMap";
    data = {
      CACHE = "${valkey.out.fqdn}:${toString valkey.out.port}";
      DATABASE = "${postgres.out.fqdn}:${toString postgres.out.port}";
      INGRESS_CLASS = ingress.out.ingressClassName;
    };
  };
}
