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
import java.util.ArrayList;
import java.util.List;

/**
 * PodDisruptionBudgets that let no pod be moved, so that draining a node never ends. A share is
 * rounded up, as the disruption controller does; of autoscaled pods the least number counts, which
 * is what there is at night, when nodes are drained.
 */
final class BudgetRule implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    List<Manifest> budgets = cluster.ofKind("PodDisruptionBudget");
    if (budgets.isEmpty()) {
      return;
    }
    Scaling scaling = new Scaling(cluster);
    for (Manifest budget : budgets) {
      budget(budget, cluster, scaling, reporter);
      if (!PodFields.isSet(budget.spec().path("unhealthyPodEvictionPolicy"))) {
        report(
            Rules.PDB_UNHEALTHY_PODS,
            budget,
            "$.spec",
            "without unhealthyPodEvictionPolicy pods that are not ready cannot be moved either",
            reporter);
      }
    }
  }

  private static void budget(
      Manifest budget, Cluster cluster, Scaling scaling, ClusterReporter reporter) {
    JsonNode unavailable = budget.spec().path("maxUnavailable");
    if (unavailable.isIntegralNumber() && unavailable.longValue() == 0
        || percent(unavailable) == 0) {
      report(
          Rules.PDB_BLOCKS_EVICTION,
          budget,
          "$.spec.maxUnavailable",
          "no pod may ever be moved: draining a node waits for ever",
          reporter);
      return;
    }
    JsonNode available = budget.spec().path("minAvailable");
    int percent = percent(available);
    if (percent >= 100) {
      blocked(budget, "all pods must stay available", reporter);
      return;
    }
    String namespace = cluster.namespaceOf(budget);
    if (!available.isIntegralNumber() && percent <= 0 || namespace == null) {
      return;
    }
    long replicas = 0;
    List<Manifest> owners = new ArrayList<>();
    JsonNode selector = budget.spec().path("selector");
    for (Pods pods : cluster.podsLike(namespace, selector.path("matchLabels"))) {
      if (LabelSelector.matches(selector, pods.labels())) {
        if (!Scaling.isScaled(pods.owner())) {
          return;
        }
        replicas += scaling.least(pods.owner());
        owners.add(pods.owner());
      }
    }
    long kept = percent > 0 ? (replicas * percent + 99) / 100 : available.longValue();
    if (replicas > 0 && kept >= replicas) {
      boolean least = owners.stream().anyMatch(scaling::isAutoscaled);
      blocked(
          budget,
          kept
              + " of "
              + (least ? "at least " : "")
              + replicas
              + (replicas == 1 ? " pod" : " pods")
              + " of "
              + Scaling.names(owners)
              + " must stay available",
          reporter);
    }
  }

  /** The number before a percent sign, or -1. */
  private static int percent(JsonNode value) {
    String text = value.asText("");
    return value.isTextual() && text.matches("[0-9]{1,3}%")
        ? Integer.parseInt(text.substring(0, text.length() - 1))
        : -1;
  }

  private static void blocked(Manifest budget, String why, ClusterReporter reporter) {
    report(
        Rules.PDB_BLOCKS_EVICTION,
        budget,
        "$.spec.minAvailable",
        why + ": draining a node waits for ever",
        reporter);
  }

  private static void report(
      Rule rule, Manifest manifest, String path, String message, ClusterReporter reporter) {
    reporter.report(rule, manifest, path, "could be safer", message, null);
  }
}
