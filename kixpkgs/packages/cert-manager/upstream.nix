# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart cert-manager v1.21.1";
  differs = "no job that waits for the webhook; limits for memory; ports open only when monitored";
  sets = {
    default = {
      values.crds.enabled = true;
    };
    production = {
      values = {
        crds.enabled = true;
        replicaCount = 2;
        webhook.replicaCount = 3;
        cainjector.replicaCount = 2;
        podDisruptionBudget = { enabled = true; maxUnavailable = 1; };
        webhook.podDisruptionBudget = { enabled = true; maxUnavailable = 1; };
        cainjector.podDisruptionBudget = { enabled = true; maxUnavailable = 1; };
        prometheus.servicemonitor.enabled = true;
        dns01RecursiveNameservers = "9.9.9.9:53";
        dns01RecursiveNameserversOnly = true;
        extraArgs = [ "--max-concurrent-challenges=20" ];
        resources = { requests = { cpu = "50m"; memory = "128Mi"; }; limits.memory = "512Mi"; };
      };
      config = {
        replicas = 2;
        webhook.replicas = 3;
        cainjector.replicas = 2;
        dns01RecursiveNameservers = [ "9.9.9.9:53" ];
        extraArgs = [ "--max-concurrent-challenges=20" ];
        resources = { requests = { cpu = "50m"; memory = "128Mi"; }; limits.memory = "512Mi"; };
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
