# What `programs` starts: each instance with what its package can do that a wrong word would break, such as TLS, users and clusters.
let
  cluster =
    {
      kix,
      lib,
      packages,
      ...
    }:
    let
      tls.secretName = "certificate";
      instance = package: config: { inherit package config; };
    in
    {
      kubernetes.version = "1.36";
      monitoring = {
        enabled = true;
        discovery = "annotations";
      };
      external = [ ];
      instances.programs = {
        postgres = instance packages.postgres {
          inherit tls;
          postgres.parameters = {
            max_connections = 50;
            log_min_duration_statement = "1s";
            # What text must survive.
            log_line_prefix = "%m [%p] it's ";
          };
          backup = {
            enabled = true;
            keep = 2;
          };
          postgres.initScripts."10-table.sql" = "CREATE TABLE made (id INT);";
        };
        postgres-plain = instance packages.postgres { };
        valkey = instance packages.valkey {
          inherit tls;
          auth.enabled = true;
          maxMemory = "100mb";
          maxMemoryPolicy = "allkeys-lru";
        };
        valkey-both = instance packages.valkey {
          tls = tls // { required = false; };
          persistence = false;
        };
        valkey-sentinels = instance packages.valkey {
          replicas = 3;
          auth.enabled = true;
          sentinel = {
            enabled = true;
            # Half of what it is otherwise waited for is enough on one machine.
            downAfterMilliseconds = 2000;
          };
        };
        redis = instance packages.redis {
          inherit tls;
          auth.enabled = true;
          settings.tcp-keepalive = 60;
        };
        mariadb = instance packages.mariadb {
          inherit tls;
          metrics.user = "exporter";
          backup.enabled = true;
          mariadb.settings = {
            innodb_buffer_pool_size = "64M";
            max_connections = 40;
          };
        };
        rabbitmq = instance packages.rabbitmq {
          inherit tls;
          rabbitmq.settings."channel_max" = 512;
        };
        rabbitmq-cluster = instance packages.rabbitmq { replicas = 3; };
        coredns = instance packages.coredns {
          zones."corp.example.com:53" = "forward . 10.0.0.53";
          extraPlugins = "log";
        };
        prometheus = instance packages.prometheus {
          alertmanagers = [ "alertmanager.programs.svc:9093" ];
          ruleGroups = [
            {
              name = "own";
              rules = [
                {
                  alert = "Full";
                  expr = "node_filesystem_avail_bytes < 1e9";
                  for = "5m";
                }
              ];
            }
          ];
          remoteWrite = [ { url = "https://metrics.example.com/api/v1/write"; } ];
        };
        loki = instance packages.loki { };
        loki-three = instance packages.loki {
          replicas = 3;
          objectStorage = {
            bucket = "logs";
            endpoint = "http://s3.programs.svc:8333";
            secretName = "keys";
          };
        };
        node-exporter = instance packages.node-exporter { };
        alerts = instance packages.alert-rules { };
      };
      # A node's own files, which no other program may see.
      namespaces.programs.podSecurity.enforce = "privileged";
    };
in
{
  clusters.programs = [ cluster ];
}
