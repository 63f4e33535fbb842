# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart prometheus 29.27.0, appVersion v3.14.0";
  differs = "the server alone: Alertmanager and exporters are packages; pods are found by annotation, no other jobs; no reloading container";
  sets = {
    default = {
      values = { alertmanager.enabled = false; kube-state-metrics.enabled = false; prometheus-node-exporter.enabled = false; prometheus-pushgateway.enabled = false; server.statefulSet.enabled = true; configmapReload.prometheus.enabled = false; };
      cluster.monitoring.enabled = true;
    };
    production = {
      values = {
        alertmanager.enabled = false; kube-state-metrics.enabled = false; prometheus-node-exporter.enabled = false; prometheus-pushgateway.enabled = false;
        configmapReload.prometheus.enabled = false;
        server = {
          statefulSet.enabled = true;
          retention = "30d";
          retentionSize = "90GB";
          persistentVolume.size = "100Gi";
          baseURL = "https://prometheus.example.com/";
          remoteWrite = [ { url = "https://metrics.example.com/api/v1/push"; } ];
          extraArgs."enable-feature" = "exemplar-storage";
          ingress = { enabled = true; ingressClassName = "nginx"; hosts = [ "prometheus.example.com" ]; tls = [ { secretName = "prometheus-tls"; hosts = [ "prometheus.example.com" ]; } ]; };
          global.external_labels.region = "eu";
          resources = { requests = { cpu = "1"; memory = "4Gi"; }; limits.memory = "8Gi"; };
        };
      };
      config = {
        retention = "30d";
        retentionSize = "90GB";
        storage.size = "100Gi";
        ingress = { hosts = [ "prometheus.example.com" ]; className = "nginx"; tlsSecretName = "prometheus-tls"; };
        remoteWrite = [ { url = "https://metrics.example.com/api/v1/push"; } ];
        alertmanagers = [ "alertmanager.monitoring:9093" ];
        settings.global.external_labels.region = "eu";
        extraArgs = [ "--enable-feature=exemplar-storage" ];
        resources = { requests = { cpu = "1"; memory = "4Gi"; }; limits.memory = "8Gi"; };
      };
      cluster.monitoring.enabled = true;
      cluster.external = [ { kind = "IngressClass"; name = "nginx"; } ];
    };
  };
}
