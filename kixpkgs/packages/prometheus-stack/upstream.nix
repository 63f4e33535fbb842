# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart kube-prometheus-stack 88.5.3; kube-prometheus of August 2026";
  differs = "Grafana and exporters are packages, rules are alert-rules; replicated by default; an AlertmanagerConfig in place of a Secret";
  sets = {
    default = {
      values = { grafana.enabled = false; nodeExporter.enabled = false; kubeStateMetrics.enabled = false; coreDns.enabled = false; kubeControllerManager.enabled = false; kubeEtcd.enabled = false; kubeScheduler.enabled = false; kubeProxy.enabled = false; defaultRules.create = false; prometheusOperator.admissionWebhooks.enabled = false; prometheusOperator.tls.enabled = false; crds.enabled = false; };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
    production = {
      values = { grafana.enabled = false; nodeExporter.enabled = false; kubeStateMetrics.enabled = false; coreDns.enabled = false; kubeControllerManager.enabled = false; kubeEtcd.enabled = false; kubeScheduler.enabled = false; kubeProxy.enabled = false; defaultRules.create = false; prometheusOperator.admissionWebhooks.enabled = false; prometheusOperator.tls.enabled = false; crds.enabled = false;
        prometheus = {
          ingress = { enabled = true; ingressClassName = "nginx"; hosts = [ "prometheus.example.com" ]; tls = [ { secretName = "prometheus-tls"; hosts = [ "prometheus.example.com" ]; } ]; };
          podDisruptionBudget = { enabled = true; maxUnavailable = 1; minAvailable = null; };
          prometheusSpec = {
            replicas = 2;
            retention = "30d";
            retentionSize = "90GB";
            remoteWrite = [ { url = "https://metrics.example.com/api/v1/push"; } ];
            storageSpec.volumeClaimTemplate.spec = { accessModes = [ "ReadWriteOnce" ]; resources.requests.storage = "100Gi"; };
            resources = { requests = { cpu = "1"; memory = "4Gi"; }; limits.memory = "8Gi"; };
            externalLabels.cluster = "compared";
          };
        };
        alertmanager.alertmanagerSpec = { replicas = 3; storage.volumeClaimTemplate.spec = { accessModes = [ "ReadWriteOnce" ]; resources.requests.storage = "1Gi"; }; };
      };
      config = {
        replicas = 2;
        retention = "30d";
        storage.size = "100Gi";
        ingress = { hosts = [ "prometheus.example.com" ]; className = "nginx"; tlsSecretName = "prometheus-tls"; };
        resources = { requests = { cpu = "1"; memory = "4Gi"; }; limits.memory = "8Gi"; };
        settings = { retentionSize = "90GB"; remoteWrite = [ { url = "https://metrics.example.com/api/v1/push"; } ]; };
        alertmanager = { receivers = [ { name = "on-call"; webhookConfigs = [ { urlSecret = { name = "on-call"; key = "url"; }; } ]; } ]; route = { receiver = "on-call"; groupBy = [ "alertname" ]; }; };
      };
      cluster.external = [ { kind = "IngressClass"; name = "nginx"; } { kind = "Secret"; namespace = "compared"; name = "on-call"; } ];
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
