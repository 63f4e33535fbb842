# A cluster of a team: a stack with injection, wildcards, an ingress, stores and their monitoring.
{
  clusters.trained = [
    (
      { packages, kix, ... }:
      {
        kubernetes.version = "1.34";
        instances = {
          shop = {
            postgres = {
              package = packages.postgres;
              config.storage.size = "20Gi";
            };
            valkey.package = packages.valkey;
            app = {
              package = packages.python-app;
              config = {
                image.repository = "registry.example.com/shop";
                image.tag = "v1.0.0";
                command = [ "gunicorn" ];
                ingress.hosts = [ "shop.example.com" ];
                extraEnv.SMTP_PASSWORD = kix.secretRef {
                  name = "smtp";
                  key = "password";
                };
              };
            };
          };
          ingress.nginx.package = packages.ingress-nginx;
          dns.coredns.package = packages.coredns;
        };
        external = [
          {
            kind = "Secret";
            namespace = "shop";
            name = "smtp";
            keys = [ "password" ];
          }
        ];
      }
    )
    { instances.*.*.config.resources.limits.memory = "256Mi"; }
  ];
}
