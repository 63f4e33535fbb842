# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart traefik 41.3.0, appVersion v3.7.11";
  differs = "no dashboard, no statistics; a class of its own always; HTTP/3, ACME and further entry points by `extraArgs`";
  sets = {
    default = {

    };
    production = {
      values = {
        deployment.replicas = 3;
        ingressClass = { enabled = true; isDefaultClass = true; };
        ingressRoute.dashboard.enabled = false;
        providers = { kubernetesGateway.enabled = true; kubernetesIngress.publishedService.enabled = true; kubernetesCRD.allowCrossNamespace = true; };
        gateway = { enabled = true; listeners.web = { port = 8000; protocol = "HTTP"; namespacePolicy.from = "All"; }; };
        ports.web.http.redirections.entryPoint = { to = "websecure"; scheme = "https"; permanent = true; };
        ports.web.forwardedHeaders.trustedIPs = [ "10.0.0.0/8" ];
        ports.websecure.forwardedHeaders.trustedIPs = [ "10.0.0.0/8" ];
        log.format = "json";
        accessLog = { enabled = true; format = "json"; };
        metrics.prometheus = { service.enabled = true; serviceMonitor.enabled = true; };
        autoscaling = { enabled = true; minReplicas = 3; maxReplicas = 9; metrics = [ { type = "Resource"; resource = { name = "cpu"; target = { type = "Utilization"; averageUtilization = 75; }; }; } ]; };
        podDisruptionBudget = { enabled = true; maxUnavailable = 1; };
        tlsStore.default.defaultCertificate.secretName = "wildcard";
        service = { annotations."example.com/lb" = "nlb"; spec.externalTrafficPolicy = "Local"; };
        resources = { requests = { cpu = "200m"; memory = "256Mi"; }; limits.memory = "1Gi"; };
      };
      config = {
        replicas = 3;
        defaultIngressClass = true;
        gatewayAPI = { enabled = true; gateway.routesFrom = "All"; };
        allowCrossNamespace = true;
        redirectToHTTPS = true;
        trustedProxies = [ "10.0.0.0/8" ];
        log.requests = true;
        autoscaling = { enabled = true; minReplicas = 3; maxReplicas = 9; };
        defaultCertificate = "wildcard";
        service.annotations."example.com/lb" = "nlb";
        resources = { requests = { cpu = "200m"; memory = "256Mi"; }; limits.memory = "1Gi"; };
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
