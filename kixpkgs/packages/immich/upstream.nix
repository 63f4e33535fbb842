# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart immich 0.12.0, appVersion v2.6.3";
  differs = "the database and Valkey are injected, not made; two accounts; the library is an instance of persistent-volume-claim";
  sets = {
    default = {
      values = { immich.persistence.library.existingClaim = "photos"; valkey.enabled = true; };
      cluster =
        { packages, ... }:
        {
          instances.compared.storage = {
            package = packages.persistent-volume-claim;
            config.size = "100Gi";
          };
        };
    };
    # The chart makes no database and no volume: both are variables and a claim that exist.
    production = {
      values = {
        controllers.main.containers.main.env = {
          DB_HOSTNAME = "pg";
          DB_USERNAME = "immich";
          DB_DATABASE_NAME = "immich";
          DB_PASSWORD.valueFrom.secretKeyRef = { name = "immich-database"; key = "password"; };
        };
        immich = {
          metrics.enabled = true;
          persistence.library.existingClaim = "photos";
          configuration = { trash.days = 30; storageTemplate.enabled = true; };
        };
        valkey = { enabled = true; persistence.data = { type = "persistentVolumeClaim"; size = "2Gi"; }; };
        server = {
          ingress.main = {
            enabled = true;
            className = "nginx";
            hosts = [ { host = "photos.example.com"; paths = [ { path = "/"; service.identifier = "main"; } ]; } ];
            tls = [ { secretName = "photos-tls"; hosts = [ "photos.example.com" ]; } ];
          };
          controllers.main.containers.main.resources = { requests = { cpu = "500m"; memory = "1Gi"; }; limits.memory = "8Gi"; };
        };
        machine-learning.controllers.main.containers.main.resources = { requests = { cpu = "1"; memory = "2Gi"; }; limits.memory = "6Gi"; };
      };
      config = {
        configuration = { trash.days = 30; storageTemplate.enabled = true; };
        ingress = { hosts = [ "photos.example.com" ]; className = "nginx"; tlsSecretName = "photos-tls"; };
        resources = { requests = { cpu = "500m"; memory = "1Gi"; }; limits.memory = "8Gi"; };
        machineLearning.resources = { requests = { cpu = "1"; memory = "2Gi"; }; limits.memory = "6Gi"; };
      };
      cluster =
        { packages, ... }:
        {
          external = [ { kind = "IngressClass"; name = "nginx"; } ];
          monitoring = {
            enabled = true;
            discovery = "operator";
          };
          instances.compared.storage = {
            package = packages.persistent-volume-claim;
            config.size = "100Gi";
          };
        };
    };
  };
}
