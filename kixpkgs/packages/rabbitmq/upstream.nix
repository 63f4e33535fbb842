# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart rabbitmq 0.21.18 of CloudPirates";
  differs = "quorum queues in a cluster; the cookie is copied by a container before; no definitions file";
  sets = {
    default = {
      values.auth.existingSecret = "rabbitmq-credentials";
    };
    production = {
      values = {
        replicaCount = 3;
        auth = { existingSecret = "rabbitmq-credentials"; username = "shop"; };
        peerDiscoveryK8sPlugin.enabled = true;
        persistence.size = "20Gi";
        metrics = { enabled = true; serviceMonitor.enabled = true; };
        tls = { enabled = true; existingSecret = "rabbitmq-tls"; };
        pdb.enabled = true;
        ingress = { enabled = true; className = "nginx"; hosts = [ { host = "mq.example.com"; paths = [ { path = "/"; pathType = "Prefix"; } ]; } ]; tls = [ { secretName = "mq-tls"; hosts = [ "mq.example.com" ]; } ]; };
      };
      config = {
        replicas = 3;
        rabbitmq.user = "shop";
        tls.secretName = "rabbitmq-tls";
        storage.size = "20Gi";
        networkPolicy.enabled = true;
        ingress = { hosts = [ "mq.example.com" ]; className = "nginx"; tlsSecretName = "mq-tls"; };
      };
      cluster.external = [ { kind = "IngressClass"; name = "nginx"; } ];
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
