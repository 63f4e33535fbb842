{
  lib,
  compile,
  packages,
  package,
  ...
}:
let
  cluster =
    config: module:
    compile [
      {
        monitoring.enabled = true;
        monitoring.discovery = "operator";
        instances.monitoring.stack = { inherit package config; };
      }
      module
    ];
  resources = config: (cluster config { }).resources;
in
{
  prometheus.snapshot = (resources { })."Prometheus/monitoring/stack".spec;
  alertmanager.snapshot = (resources { })."Alertmanager/monitoring/stack".spec;
  theOperatorComesAlong = {
    expr = (resources { }) ? "Deployment/monitoring/prometheus-operator";
    expected = true;
  };
  findsWhatBearsTheLabelsOfTheCluster = {
    expr =
      (cluster { } { monitoring.labels.team = "platform"; })
      .resources."Prometheus/monitoring/stack".spec.serviceMonitorSelector;
    expected.matchLabels.team = "platform";
  };
  withoutAlertmanagerAlertsGoNowhere = {
    expr =
      let
        r = resources { alertmanager.enabled = false; };
      in
      {
        alerting = r."Prometheus/monitoring/stack".spec ? alerting;
        kinds = lib.filter (lib.hasPrefix "Alertmanager") (builtins.attrNames r);
      };
    expected = {
      alerting = false;
      kinds = [ ];
    };
  };
  routesLeadSomewhere = {
    expr = resources { alertmanager.route.receiver = "on-call"; };
    expectedError = "none of alertmanager.receivers";
  };
  settingsWin = {
    expr = (resources { settings.retention = "1d"; })."Prometheus/monitoring/stack".spec.retention;
    expected = "1d";
  };
  settingsAreChecked = {
    expr = resources { settings.retention = "one day"; };
    expectedError = "one day";
  };
  policiesReachBothServers = {
    expr = map
      (
        kind:
        (cluster { } {
          instances."*"."*".config.scheduling.tolerations = [ { key = "monitoring"; operator = "Exists"; } ];
        }).resources."${kind}/monitoring/stack".spec.tolerations
      )
      [
        "Prometheus"
        "Alertmanager"
      ];
    expected = [
      [ { key = "monitoring"; operator = "Exists"; } ]
      [ { key = "monitoring"; operator = "Exists"; } ]
    ];
  };
  grafanaTakesItAsItsPrometheus = {
    expr =
      builtins.match ".*prometheus-operated.monitoring.svc.*" (
        builtins.toJSON
          (cluster { } {
            instances.monitoring.stack.aliases = [ "prometheus" ];
            instances.monitoring.grafana.package = packages.grafana;
          }).resources."ConfigMap/monitoring/grafana".data
      ) != null;
    expected = true;
  };
  kubeletsAndTheApiServer.snapshot =
    let
      r = resources { };
    in
    {
      kubelet = r."ServiceMonitor/monitoring/stack-kubelet".spec;
      apiServer = r."ServiceMonitor/monitoring/stack-apiserver".spec;
    };
  themselves.snapshot =
    let
      r = resources { };
    in
    {
      prometheus = r."PodMonitor/monitoring/stack-prometheus".spec;
      alertmanager = r."PodMonitor/monitoring/stack-alertmanager".spec;
      operator = r."ServiceMonitor/monitoring/prometheus-operator".spec;
    };
  notThemselves = {
    expr =
      map (config: lib.filter (lib.hasPrefix "PodMonitor/") (builtins.attrNames (resources config)))
        [
          { monitors.self = false; }
          { alertmanager.enabled = false; }
        ];
    expected = [
      [ ]
      [ "PodMonitor/monitoring/stack-prometheus" ]
    ];
  };
  notThoseWithoutAService = {
    expr =
      (cluster { } {
        instances.monitoring.prometheus-operator = {
          package = packages.prometheus-operator;
          config.kubeletService = null;
        };
      }).resources ? "ServiceMonitor/monitoring/stack-kubelet";
    expected = false;
  };
}
