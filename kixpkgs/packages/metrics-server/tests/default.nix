{ compile, package, ... }:
let
  cluster = config: compile { instances.kube-system.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  kinds.snapshot = builtins.attrNames (resources { });
  pod.snapshot = (resources { })."Deployment/kube-system/subject".spec.template.spec;
  rules.snapshot = (resources { })."ClusterRole/kube-system-subject".rules;
  theApiServerFindsIt = {
    expr = (resources { })."APIService/v1beta1.metrics.k8s.io".spec.service;
    expected = {
      name = "subject";
      namespace = "kube-system";
      port = 443;
    };
  };
  viewersSeeMetrics = {
    expr =
      (resources { })."ClusterRole/kube-system-subject-aggregated-reader".metadata.labels
      ."rbac.authorization.k8s.io/aggregate-to-view";
    expected = "true";
  };
  aCertificateThatIsChecked.snapshot =
    let
      r = resources {
        tls = {
          secretName = "tls";
          injectFrom = "kube-system/metrics";
        };
        resolution = "30s";
      };
      pod = r."Deployment/kube-system/subject".spec.template.spec;
    in
    {
      service = r."APIService/v1beta1.metrics.k8s.io";
      inherit (builtins.head pod.containers) args volumeMounts;
    };
  whoSignedItIsSaid = {
    expr = resources { tls.secretName = "tls"; };
    expectedError = "say who signed it";
  };
}
