# Cut down to what an import needs of it. It asks for an operator that this cluster does not have.
{ scope, kix, lib, self, stackgres }:
{
  options.version = lib.mkOption {
    type = lib.types.str;
    description = "Required, and of no interest to those who import.";
  };
  resources = {
    cluster = scope.mkResource {
      kind = "SGCluster";
      apiVersion = "stackgres.io/v1";
      spec.operator = stackgres.out.name;
    };
    service = scope.mkResource {
      kind = "Service";
      spec = {
        selector.app = "StackGresCluster";
        ports = [ { name = "postgres"; port = 5432; } ];
      };
    };
  };
  out = { inherit (self.resources.service.out) name fqdn port; };
}
