{
  lib,
  compile,
  packages,
  package,
  ...
}:
let
  cluster =
    module:
    compile [
      { instances.monitoring.prometheus-operator = { inherit package; }; }
      module
    ];
  resource = kind: spec: {
    instances.shop.subject.package =
      { scope, kix }:
      kix.mkPackage (_: {
        meta.description = kind;
        resources.subject = scope.mkResource {
          apiVersion = "monitoring.coreos.com/v1";
          inherit kind spec;
        };
      });
  };
in
{
  definitions.snapshot = lib.filter (lib.hasPrefix "CustomResourceDefinition/") (
    builtins.attrNames (cluster { }).resources
  );
  rules.snapshot = (cluster { }).resources."ClusterRole/monitoring-prometheus-operator".rules;
  monitorsOfPackagesAreCheckedAndPass = {
    expr =
      let
        monitored = cluster {
          monitoring.enabled = true;
          monitoring.discovery = "operator";
          instances.shop.web.package = packages.web-app;
          instances.monitoring.rules.package = packages.alert-rules;
        };
      in
      {
        inherit (monitored) warnings;
        monitors = lib.filter (lib.hasPrefix "ServiceMonitor/") (builtins.attrNames monitored.resources);
      };
    expected = {
      warnings = [ ];
      monitors = [ "ServiceMonitor/monitoring/prometheus-operator" ];
    };
  };
  aMisspeltFieldOfAMonitorIsFound = {
    expr = cluster (
      resource "ServiceMonitor" {
        selector.matchLabels.app = "shop";
        endpoints = [ { prot = "http"; } ];
      }
    );
    expectedError = "prot";
  };
  aRuleNeedsAnExpression = {
    expr = cluster (
      resource "PrometheusRule" {
        groups = [
          {
            name = "shop";
            rules = [ { alert = "ShopDown"; } ];
          }
        ];
      }
    );
    expectedError = "expr";
  };
  aRuleWaitsForADuration = {
    expr = cluster (
      resource "PrometheusRule" {
        groups = [
          {
            name = "shop";
            rules = [
              {
                alert = "ShopDown";
                expr = "up == 0";
                for = "5 minutes";
              }
            ];
          }
        ];
      }
    );
    expectedError = "5 minutes";
  };
  fieldsOfServersThatAreNotDescribedPass = {
    expr =
      (cluster (
        resource "Prometheus" {
          replicas = 1;
          enableOTLPReceiver = true;
        }
      )).resources."Prometheus/shop/subject".spec;
    expected = {
      replicas = 1;
      enableOTLPReceiver = true;
    };
  };
}
