# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart minio 0.13.3 of CloudPirates";
  differs = "retired upstream; one server; no jobs that make buckets and users";
  sets = {
    default = {
      values.auth.existingSecret = "minio-credentials";
      cluster.support.accepted.minio = "compared all the same";
    };
    production = {
      values = {
        auth.existingSecret = "minio-credentials";
        persistence.size = "500Gi";
        metrics = { enabled = true; serviceMonitor.enabled = true; };
        ingress = { enabled = true; className = "nginx"; hosts = [ { host = "s3.example.com"; paths = [ { path = "/"; pathType = "Prefix"; } ]; } ]; tls = [ { secretName = "s3-tls"; hosts = [ "s3.example.com" ]; } ]; };
      };
      config = {
        storage.size = "500Gi";
        ingress = { hosts = [ "s3.example.com" ]; className = "nginx"; tlsSecretName = "s3-tls"; };
      };
      cluster.support.accepted.minio = "compared all the same";
      cluster.external = [ { kind = "IngressClass"; name = "nginx"; } ];
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
