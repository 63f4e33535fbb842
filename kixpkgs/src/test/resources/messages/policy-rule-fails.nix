# A rule with a mistake in it is an error of its own.
{
  clusters.test = {
    instances.shop.web.package =
      { scope, ... }:
      {
        resources.settings = scope.mkResource { kind = "ConfigMap"; };
      };
    policy.rules.missing = {
      description = "Reads what is not there.";
      kinds = [ "ConfigMap" ];
      check = { resource, ... }: resource.spec.replicas > 1;
    };
    policy.rules.number = {
      description = "Returns a number.";
      kinds = [ "ConfigMap" ];
      check = _: 5;
    };
    policy.rules.arguments = {
      description = "Asks for too much.";
      kinds = [ "ConfigMap" ];
      check = { resource, cluster }: true;
    };
  };
}
