{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  rules.snapshot = (resources { })."PrometheusRule/test/subject".spec;
  onesOwnAlone = {
    expr =
      (resources {
        defaultRules = false;
        groups = [
          {
            name = "shop";
            rules = [ ];
          }
        ];
      })."PrometheusRule/test/subject".spec.groups;
    expected = [
      {
        name = "shop";
        rules = [ ];
      }
    ];
  };
  theOperatorFindsThemByItsLabels = {
    expr =
      (compile {
        monitoring.labels.team = "platform";
        instances.test.subject.package = package;
      }).resources."PrometheusRule/test/subject".metadata.labels.team;
    expected = "platform";
  };
  shapeIsThatOfTheOperator = {
    expr = compile {
      instances.test.prometheus-operator.package = packages.prometheus-operator;
      instances.test.subject = {
        inherit package;
        config.groups = [ { name = "shop"; rules = [ { alert = "Down"; } ]; } ];
      };
    };
    expectedError = "expr";
  };
}
