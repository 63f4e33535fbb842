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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pods that cannot be moved, stand on one node, are open to all, or never go away. */
final class AvailabilityRule implements ClusterRule {
  private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet", "ReplicaSet");

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Manifest budget : cluster.ofKind("PodDisruptionBudget")) {
      budget(budget, cluster, reporter);
    }
    for (Pods pods : cluster.pods()) {
      spread(pods, reporter);
      isolation(pods, cluster, reporter);
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
  }

  private static void budget(Manifest budget, Cluster cluster, ClusterReporter reporter) {
    JsonNode unavailable = budget.spec().path("maxUnavailable");
    if (isZero(unavailable)) {
      report(
          Rules.PDB_BLOCKS_EVICTION,
          budget,
          "$.spec.maxUnavailable",
          "no pod may ever be moved: draining a node waits for ever",
          reporter);
      return;
    }
    JsonNode available = budget.spec().path("minAvailable");
    if (available.asText("").equals("100%")) {
      blocked(budget, "all pods must stay available", reporter);
      return;
    }
    String namespace = cluster.namespaceOf(budget);
    if (!available.isIntegralNumber() || namespace == null) {
      return;
    }
    long replicas = 0;
    for (Pods pods : cluster.podsIn(namespace)) {
      if (LabelSelector.matches(budget.spec().path("selector"), pods.labels())) {
        if (!SCALED.contains(pods.owner().kind()) || isAutoscaled(pods.owner(), cluster)) {
          return;
        }
        replicas += pods.owner().spec().path("replicas").asLong(1);
      }
    }
    if (replicas > 0 && available.longValue() >= replicas) {
      blocked(
          budget,
          available.longValue() + " of " + replicas + " pods must stay available",
          reporter);
    }
  }

  private static void blocked(Manifest budget, String why, ClusterReporter reporter) {
    report(
        Rules.PDB_BLOCKS_EVICTION,
        budget,
        "$.spec.minAvailable",
        why + ": draining a node waits for ever",
        reporter);
  }

  private static boolean isZero(JsonNode value) {
    return value.isIntegralNumber() && value.longValue() == 0 || value.asText("").equals("0%");
  }

  private static boolean isAutoscaled(Manifest owner, Cluster cluster) {
    for (Manifest autoscaler : cluster.ofKind("HorizontalPodAutoscaler")) {
      JsonNode target = autoscaler.spec().path("scaleTargetRef");
      if (target.path("kind").asText("").equals(owner.kind())
          && target.path("name").asText("").equals(owner.name())
          && autoscaler.namespace().equals(owner.namespace())) {
        return true;
      }
    }
    return false;
  }

  private static void spread(Pods pods, ClusterReporter reporter) {
    if (!SCALED.contains(pods.owner().kind())
        || pods.owner().spec().path("replicas").asLong(1) < 2
        || !pods.spec().path("topologySpreadConstraints").isEmpty()
        || !pods.spec().path("affinity").path("podAntiAffinity").isEmpty()) {
      return;
    }
    report(
        Rules.POD_SPREAD,
        pods.owner(),
        pods.path(),
        "nothing keeps all replicas from running on one node",
        reporter);
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
