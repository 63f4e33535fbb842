{ compile, package, ... }:
let
  cluster =
    config:
    compile {
      instances.kube-system.coredns = { inherit package config; };
      namespaces.kube-system.create = false;
    };
  corefile = config: (cluster config).resources."ConfigMap/kube-system/coredns".data.Corefile;
  clusterRole = (cluster { }).resources."ClusterRole/kube-system-coredns";
in
{
  corefile.snapshot = corefile { };
  rules.snapshot = clusterRole.rules;
  zonesFollowTheRoot = {
    expr = builtins.match ".*corp.example.com:53 [{]\n    forward . 10.0.0.53\n[}]\n" (corefile {
      zones."corp.example.com:53" = "forward . 10.0.0.53";
    }) != null;
    expected = true;
  };
  replicasAreNotNegative = {
    expr = cluster { replicaCount = -3; };
    expectedError = "fails the check:\n *value must be >= 0 \\(got: -3\\)";
  };
  autoscales = {
    expr =
      let
        r = (cluster { autoscaling.enabled = true; }).resources;
      in
      [
        (r."Deployment/kube-system/coredns".spec ? replicas)
        r."HorizontalPodAutoscaler/kube-system/coredns".spec.minReplicas
      ];
    expected = [
      false
      2
    ];
  };
}
