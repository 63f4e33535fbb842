# Alerts every cluster should have, and one's own, as a PrometheusRule of the prometheus-operator.
{
  scope,
  lib,
  kix,
  config,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;

    alert = severity: name: for: expr: summary: {
      alert = name;
      inherit expr for;
      labels = { inherit severity; };
      annotations = { inherit summary; };
    };

    defaults = [
      {
        name = "kix-workloads";
        rules = [
          (alert "warning" "PodCrashLooping" "15m" ''
            max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]) >= 1'' "{{ $labels.namespace }}/{{ $labels.pod }} keeps ending.")
          (alert "warning" "DeploymentReplicasMissing" "15m"
            "kube_deployment_spec_replicas > kube_deployment_status_replicas_available"
            "{{ $labels.namespace }}/{{ $labels.deployment }} has fewer pods than it should."
          )
          (alert "warning" "JobFailed" "15m" "kube_job_failed > 0" "{{ $labels.namespace }}/{{ $labels.job_name }} failed.")
        ];
      }
      {
        name = "kix-storage";
        rules = [
          (alert "critical" "VolumeFillsUp" "5m"
            "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < ${toString cfg.volumeFreeRatio}"
            "{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is nearly full."
          )
        ];
      }
      {
        name = "kix-targets";
        rules = [
          (alert "critical" "TargetDown" "10m" "up == 0" "{{ $labels.job }} in {{ $labels.namespace }} does not answer.")
        ];
      }
    ];
  in
  {
    meta = {
      description = "Alerts every cluster should have, as a PrometheusRule";
      homepage = "https://prometheus-operator.dev";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options = {
      defaultRules = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether the alerts that every cluster should have are among the rules.";
      };
      volumeFreeRatio = lib.mkOption {
        type = lib.types.float;
        default = 0.1;
        check = v: v > 0.0;
        description = "Free part of a volume below which it counts as nearly full.";
      };
      groups = lib.mkOption {
        type = lib.types.listOf lib.types.attrs;
        default = [ ];
        description = "Further groups of alerting and recording rules.";
      };
    };

    resources.prometheusRule = scope.mkResource {
      apiVersion = "monitoring.coreos.com/v1";
      kind = "PrometheusRule";
      inherit (config.monitoring) labels;
      spec.groups = lib.optionals cfg.defaultRules defaults ++ cfg.groups;
    };

    out = { inherit (self.resources.prometheusRule.out) name namespace; };

    external = [ (kix.parts.externalDefinition "prometheusrules.monitoring.coreos.com") ];
  }
)
