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
  aChart.snapshot =
    let
      application =
        (resources {
          repoURL = "https://charts.example.com";
          chart = "sealed-secrets";
          revision = "2.17.0";
          helm.values.replicaCount = 2;
          createNamespace = true;
          cascade = true;
        })."Application/test/subject";
    in
    {
      inherit (application.metadata) finalizers;
      inherit (application) spec;
    };
  aChartHasAVersion = {
    expr = resources { chart = "sealed-secrets"; };
    expectedError = "a Helm repository has no HEAD";
  };
  pruneNeedsAutomation = {
    expr = resources { prune = true; };
    expectedError = "prune is on, but automated is off";
  };
}
