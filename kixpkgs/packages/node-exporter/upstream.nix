# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart prometheus-node-exporter 4.56.1";
  differs = "file systems and devices of pods are left out; node-critical; no rights at all";
  sets = {
    default = {

    };
    production = {
      values = {
        prometheus.monitor.enabled = true;
        extraArgs = [ "--collector.systemd" "--no-collector.wifi" ];
        resources = { requests = { cpu = "50m"; memory = "32Mi"; }; limits.memory = "128Mi"; };
        priorityClassName = "system-node-critical";
      };
      config.collectors = { enable = [ "systemd" ]; disable = [ "wifi" ]; };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
