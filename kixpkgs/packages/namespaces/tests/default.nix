{ compile, package, ... }:
let
  cluster = config: compile {
      namespaces.team-a = { };
      instances.test.subject = { inherit package config; };
    };
  resources = config: (cluster config).resources;
in
{
  quotaAndLimits = {
    expr =
      let
        r = resources {
          namespaces.team-a = {
            quota."requests.memory" = "64Gi";
            quota.pods = 50;
            defaultLimit.memory = "256Mi";
          };
        };
      in
      {
        quota = r."ResourceQuota/team-a/subject".spec.hard;
        limits = r."LimitRange/team-a/subject".spec.limits;
      };
    expected = {
      quota = {
        "requests.memory" = "64Gi";
        pods = "50";
      };
      limits = [
        {
          type = "Container";
          default.memory = "256Mi";
          defaultRequest = { };
        }
      ];
    };
  };
  nothingByItself = {
    expr = builtins.attrNames (resources { });
    expected = [
      "Namespace/team-a"
      "Namespace/test"
    ];
  };
}
