{ compile, packages, ... }:
let
  deployment =
    config:
    (compile { instances.test.hello = { package = packages.web-app; inherit config; }; })
    .resources."Deployment/test/hello";
in
{
  sum = {
    expr = 1 + 1;
    expected = 2;
  };
  compiles = {
    expr = (deployment { replicas = 3; }).spec.replicas;
    expected = 3;
  };
  negative = {
    expr = deployment { replicas = -1; };
    expectedError = "must be >= 0";
  };
}
