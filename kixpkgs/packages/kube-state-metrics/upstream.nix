# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart kube-state-metrics 8.4.0";
  differs = "the collectors of the program's own defaults; no sharding by StatefulSet";
  sets = {
    default = {

    };
    production = {
      values = {
        replicas = 1;
        metricLabelsAllowlist = [ "pods=[*]" ];
        metricAnnotationsAllowList = [ "pods=[team]" ];
        metricDenylist = [ "kube_.*_created" ];
        namespaces = "shop";
        collectors = [ "deployments" "pods" ];
        prometheus.monitor.enabled = true;
        selfMonitor.enabled = true;
        networkPolicy.enabled = false;
        customResourceState = { enabled = true; create = true; config = { kind = "CustomResourceStateMetrics"; spec.resources = [ { groupVersionKind = { group = "cert-manager.io"; version = "v1"; kind = "Certificate"; }; metrics = [ ]; } ]; }; };
        rbac.extraRules = [ { apiGroups = [ "cert-manager.io" ]; resources = [ "*" ]; verbs = [ "list" "watch" ]; } ];
      };
      config = {
        metricLabelsAllowlist = [ "pods=[*]" ];
        metricAnnotationsAllowlist = [ "pods=[team]" ];
        metricDenylist = [ "kube_.*_created" ];
        namespaces = [ "shop" ];
        collectors = [ "deployments" "pods" ];
        customResourceState.spec.resources = [ { groupVersionKind = { group = "cert-manager.io"; version = "v1"; kind = "Certificate"; }; metrics = [ ]; } ];
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
