# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart external-secrets 2.9.0";
  differs = "no webhook and cert-controller: kix checks; a leader is elected; limits for memory; ports open only when monitored";
  sets = {
    default = {

    };
    production = {
      values = {
        replicaCount = 2;
        leaderElect = true;
        concurrent = 5;
        controllerClass = "platform";
        extraArgs.enable-flood-gate = "true";
        webhook = { replicaCount = 2; podDisruptionBudget = { enabled = true; maxUnavailable = 1; }; serviceMonitor.enabled = true; };
        certController = { replicaCount = 1; serviceMonitor.enabled = true; };
        serviceMonitor.enabled = true;
        podDisruptionBudget = { enabled = true; maxUnavailable = 1; };
        serviceAccount.annotations."eks.amazonaws.com/role-arn" = "arn:aws:iam::1:role/secrets";
      };
      config = {
        replicas = 2;
        concurrent = 5;
        controllerClass = "platform";
        extraArgs = [ "--enable-flood-gate=true" ];
        serviceAccount.annotations."eks.amazonaws.com/role-arn" = "arn:aws:iam::1:role/secrets";
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
