# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart ingress-nginx 4.15.1";
  differs = "retired upstream; no jobs that make a certificate for the webhook; names as of the instance";
  sets = {
    default = {
      values.controller = { admissionWebhooks.enabled = false; replicaCount = 2; };
      config = { };
      cluster.support.accepted.ingress-nginx = "compared all the same";
    };
    production = {
      values.controller = {
        replicaCount = 3;
        admissionWebhooks.enabled = false;
        ingressClassResource = { name = "public"; default = true; controllerValue = "k8s.io/public"; };
        watchIngressWithoutClass = true;
        config = { use-gzip = "true"; whitelist-source-range = "10.0.0.0/8"; };
        metrics = { enabled = true; serviceMonitor.enabled = true; };
        autoscaling = { enabled = true; minReplicas = 3; maxReplicas = 9; targetCPUUtilizationPercentage = 75; targetMemoryUtilizationPercentage = null; };
        service = { annotations."example.com/lb" = "nlb"; externalTrafficPolicy = "Local"; loadBalancerSourceRanges = [ "10.0.0.0/8" ]; };
        extraArgs.default-ssl-certificate = "compared/wildcard";
        resources = { requests = { cpu = "200m"; memory = "256Mi"; }; limits.memory = "1Gi"; };
      };
      config = {
        replicaCount = 3;
        ingressClassName = "public";
        defaultIngressClass = true;
        config = { use-gzip = "true"; whitelist-source-range = "10.0.0.0/8"; };
        autoscaling = { enabled = true; minReplicas = 3; maxReplicas = 9; };
        serviceAnnotations."example.com/lb" = "nlb";
        loadBalancerSourceRanges = [ "10.0.0.0/8" ];
        extraArgs.default-ssl-certificate = "compared/wildcard";
        resources = { requests = { cpu = "200m"; memory = "256Mi"; }; limits.memory = "1Gi"; };
      };
      cluster.support.accepted.ingress-nginx = "compared all the same";
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
