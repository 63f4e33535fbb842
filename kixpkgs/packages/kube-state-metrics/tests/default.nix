{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  rules.snapshot = (resources { })."ClusterRole/test-subject".rules;
  pod.snapshot = (resources { })."Deployment/test/subject".spec.template.spec;
  labelsOfObjects = {
    expr =
      (builtins.head
        (resources { metricLabelsAllowlist = [ "pods=[team]" "nodes=[pool]" ]; })
        ."Deployment/test/subject".spec.template.spec.containers
      ).args;
    expected = [ "--metric-labels-allowlist=pods=[team],nodes=[pool]" ];
  };
  # It reads what it counts and changes nothing.
  changesNothing = {
    expr = builtins.filter (
      rule:
      rule.verbs != [
        "list"
        "watch"
      ]
    ) (resources { })."ClusterRole/test-subject".rules;
    expected = [ ];
  };
  customResources.snapshot =
    let
      c = cluster {
        customResourceState.spec.resources = [
          {
            groupVersionKind = {
              group = "cert-manager.io";
              version = "v1";
              kind = "Certificate";
            };
            metrics = [ ];
          }
        ];
        collectors = [ "pods" ];
        namespaces = [
          "a"
          "b"
        ];
        metricAllowlist = [ "kube_pod_.*" ];
        metricDenylist = [ "kube_.*_created" ];
        metricAnnotationsAllowlist = [ "pods=[team]" ];
      };
      pod = c.resources."Deployment/test/subject".spec.template.spec;
    in
    {
      inherit (builtins.head pod.containers) args volumeMounts;
      file = c.resources."ConfigMap/test/subject".data;
      rules = builtins.filter (rule: builtins.elem "*" rule.resources)
        c.resources."ClusterRole/test-subject".rules;
      inherit (c) warnings;
    };
}
