# An application that needs a database and does not care who runs it.
{ scope, lib, postgres }:
{
  resources.config = scope.mkResource {
    kind = "ConfigMap";
    data = {
      DATABASE_HOST = postgres.out.fqdn;
      DATABASE_PORT = toString postgres.out.port;
    };
  };
  out = { };
}
