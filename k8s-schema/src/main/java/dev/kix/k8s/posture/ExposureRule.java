package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import dev.kix.k8s.validation.LabelSelector;
import org.jspecify.annotations.Nullable;

/** Pods that are open to all, Services that are, and Jobs that never go away. */
final class ExposureRule implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    if (reporter.wants(Rules.POD_ISOLATION)) {
      for (Pods pods : cluster.pods()) {
        isolation(pods, cluster, reporter);
      }
    }
    for (Manifest service : cluster.ofKind("Service")) {
      String type = service.spec().path("type").asText("");
      if (type.equals("NodePort") || type.equals("LoadBalancer")) {
        report(
            Rules.SERVICE_EXPOSED,
            service,
            "$.spec.type",
            "the Service is reached from outside the cluster",
            reporter);
      }
    }
    for (Manifest job : cluster.ofKind("Job")) {
      if (!PodFields.isSet(job.spec().path("ttlSecondsAfterFinished"))) {
        report(
            Rules.JOB_TTL,
            job,
            "$.spec",
            "without ttlSecondsAfterFinished the finished Job and its pods stay for ever",
            reporter);
      }
    }
    for (Manifest job : cluster.ofKind("CronJob")) {
      JsonNode spec = job.spec().path("jobTemplate").path("spec");
      if (PodFields.isSet(spec.path("ttlSecondsAfterFinished"))) {
        report(
            Rules.JOB_TTL,
            job,
            "$.spec.jobTemplate.spec.ttlSecondsAfterFinished",
            "may remove Jobs that the CronJob is to keep as its history",
            reporter);
      }
    }
  }

  private static void isolation(Pods pods, Cluster cluster, ClusterReporter reporter) {
    for (Manifest policy : cluster.in("NetworkPolicy", pods.namespace())) {
      if (LabelSelector.matches(policy.spec().path("podSelector"), pods.labels())) {
        return;
      }
    }
    report(
        Rules.POD_ISOLATION,
        pods.owner(),
        null,
        "no NetworkPolicy selects the pods: everybody may open connections to them",
        reporter);
  }

  private static void report(
      Rule rule,
      Manifest manifest,
      @Nullable String path,
      String message,
      ClusterReporter reporter) {
    reporter.report(rule, manifest, path, "could be safer", message, null);
  }
}
