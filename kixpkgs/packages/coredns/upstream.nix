# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart coredns 1.46.2";
  differs = "two pods on the control plane as well; restricted, by a safe sysctl; no cluster-proportional autoscaler";
  sets = {
    default = {

    };
    production = {
      values = {
        replicaCount = 3;
        hpa = { enabled = true; minReplicas = 3; maxReplicas = 9; metrics = [ { type = "Resource"; resource = { name = "cpu"; target = { type = "Utilization"; averageUtilization = 75; }; }; } ]; };
        prometheus = { service.enabled = true; monitor.enabled = true; };
        podDisruptionBudget.maxUnavailable = 1;
        service = { clusterIP = "10.96.0.10"; name = "kube-dns"; };
        priorityClassName = "system-cluster-critical";
        servers = [
          { zones = [ { zone = "."; } ]; port = 53; plugins = [
            { name = "errors"; } { name = "health"; configBlock = "lameduck 5s"; } { name = "ready"; }
            { name = "kubernetes"; parameters = "cluster.local in-addr.arpa ip6.arpa"; configBlock = "pods insecure\nfallthrough in-addr.arpa ip6.arpa\nttl 30"; }
            { name = "prometheus"; parameters = "0.0.0.0:9153"; } { name = "forward"; parameters = ". 9.9.9.9"; }
            { name = "cache"; parameters = "60"; } { name = "loop"; } { name = "reload"; } { name = "loadbalance"; }
          ]; }
          { zones = [ { zone = "corp.example.com"; } ]; port = 53; plugins = [ { name = "forward"; parameters = ". 10.0.0.53"; } ]; }
        ];
      };
      config = {
        replicas = 3;
        autoscaling = { enabled = true; minReplicas = 3; maxReplicas = 9; };
        upstreams = [ "9.9.9.9" ];
        cacheSeconds = 60;
        zones."corp.example.com:53" = "forward . 10.0.0.53";
        service = { clusterIP = "10.96.0.10"; name = "kube-dns"; };
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
