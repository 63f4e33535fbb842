{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  application.snapshot = (resources { })."Application/test/subject".spec;
  nothingIsAppliedUnasked = {
    expr = (resources { })."Application/test/subject".spec ? syncPolicy;
    expected = false;
  };
  automatedHeals = {
    expr =
      (resources {
        automated = true;
        prune = true;
      })."Application/test/subject".spec.syncPolicy.automated;
    expected = {
      prune = true;
      selfHeal = true;
    };
  };
  pruneNeedsAutomation = {
    expr = resources { prune = true; };
    expectedError = "prune is on, but automated is off";
  };
}
