# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart seaweedfs 4.44.0 of the project";
  differs = "one server that keeps its name; keys from a Secret that exists; only S3 is in the Service";
  sets = {
    default = {
      values = { allInOne = { enabled = true; s3.enabled = true; data = { type = "persistentVolumeClaim"; size = "50Gi"; }; }; master.enabled = false; volume.enabled = false; filer.enabled = false; s3 = { enableAuth = true; existingConfigSecret = "s3"; }; };
    };
    production = {
      values = {
        global.seaweedfs.monitoring.enabled = true;
        global.monitoring.enabled = true;
        allInOne = { enabled = true; s3.enabled = true; data = { type = "persistentVolumeClaim"; size = "500Gi"; }; resources = { requests = { cpu = "1"; memory = "2Gi"; }; limits.memory = "4Gi"; }; };
        master.enabled = false; volume.enabled = false; filer.enabled = false;
        s3 = { enableAuth = true; existingConfigSecret = "s3"; domainName = "s3.example.com"; ingress = { enabled = true; className = "nginx"; host = "s3.example.com"; tls = [ { secretName = "s3-tls"; hosts = [ "s3.example.com" ]; } ]; }; };
      };
      config = {
        storage.size = "500Gi";
        domain = "s3.example.com";
        auth.identitiesSecretName = "s3";
        networkPolicy.enabled = true;
        ingress = { hosts = [ "s3.example.com" ]; className = "nginx"; tlsSecretName = "s3-tls"; };
        resources = { requests = { cpu = "1"; memory = "2Gi"; }; limits.memory = "4Gi"; };
      };
      cluster.external = [ { kind = "IngressClass"; name = "nginx"; } ];
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
