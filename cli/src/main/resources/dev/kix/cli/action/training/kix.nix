# A cluster of a few teams: stacks with injection, wildcards, an ingress, stores and their monitoring. So many that the JVM's
# first compiler compiles what compiles a cluster.
let
  shops = builtins.genList (i: "shop-${toString i}") 12;
  of =
    make:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = make name;
      }) shops
    );
in
{
  clusters.trained = [
    (
      { packages, kix, ... }:
      {
        kubernetes.version = "1.34";
        instances =
          of (name: {
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
                ingress.hosts = [ "${name}.example.com" ];
                extraEnv.SMTP_PASSWORD = kix.secretRef {
                  name = "smtp";
                  key = "password";
                };
              };
            };
          })
          // {
            ingress.nginx.package = packages.ingress-nginx;
            dns.coredns.package = packages.coredns;
          };
        external = map (namespace: {
          kind = "Secret";
          inherit namespace;
          name = "smtp";
          keys = [ "password" ];
        }) shops;
      }
    )
    { instances.*.*.config.resources.limits.memory = "256Mi"; }
  ];
}
