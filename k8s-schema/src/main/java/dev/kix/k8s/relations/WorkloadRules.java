package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import dev.kix.k8s.schema.ResourceType;
import dev.kix.k8s.validation.LabelSelector;

/** What scales, protects and ranks pods. */
final class WorkloadRules {
  private WorkloadRules() {}

  /** What an autoscaler scales exists, and is of a kind that can be scaled. */
  static final class Autoscalers implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest autoscaler : cluster.ofKind("HorizontalPodAutoscaler")) {
        JsonNode target = autoscaler.spec().path("scaleTargetRef");
        String kind = target.path("kind").asText("");
        String name = target.path("name").asText("");
        if (!kind.isEmpty() && !name.isEmpty()) {
          target(autoscaler, target.path("apiVersion").asText(""), kind, name, cluster, reporter);
        }
      }
    }

    private static void target(
        Manifest autoscaler,
        String apiVersion,
        String kind,
        String name,
        Cluster cluster,
        ClusterReporter reporter) {
      String namespace = cluster.namespaceOf(autoscaler);
      if (!cluster.exists(kind, namespace, name)) {
        reporter.missing(
            Rules.HPA_TARGET,
            autoscaler,
            "$.spec.scaleTargetRef.name",
            kind,
            namespace,
            name,
            cluster.didYouMean(kind, namespace, name));
        return;
      }
      ResourceType type = cluster.catalog().find(GroupVersionKind.of(apiVersion, kind));
      if (type == null && cluster.find(kind, namespace, name) != null) {
        ResourceType right = cluster.catalog().preferred(kind);
        reporter.report(
            Rules.HPA_TARGET,
            autoscaler,
            "$.spec.scaleTargetRef.apiVersion",
            "scales what cannot be scaled",
            "there is no kind " + kind + " in '" + apiVersion + "'",
            right == null ? null : "use '" + right.gvk().apiVersion() + "'");
      } else if (type != null && !type.hasScale()) {
        reporter.report(
            Rules.HPA_TARGET,
            autoscaler,
            "$.spec.scaleTargetRef.kind",
            "scales what cannot be scaled",
            "a " + kind + " has no scale",
            null);
      }
    }
  }

  /** A budget that protects no pods protects nothing. */
  static final class Budgets implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest budget : cluster.ofKind("PodDisruptionBudget")) {
        String namespace = cluster.namespaceOf(budget);
        JsonNode selector = budget.spec().path("selector");
        if (namespace == null
            || !selector.isObject()
            || HiddenPods.possible(selector, namespace, cluster)
            || selects(selector, namespace, cluster)) {
          continue;
        }
        reporter.report(
            Rules.PDB_SELECTOR,
            budget,
            "$.spec.selector",
            "selects no pods",
            "no pod template in the namespace '" + namespace + "' matches the selector",
            Selections.nearest(selector.path("matchLabels"), cluster.podsIn(namespace)));
      }
    }
  }

  /** Whether a selector matches the pods of any resource in a namespace. */
  static boolean selects(JsonNode selector, String namespace, Cluster cluster) {
    for (Pods pods : cluster.podsLike(namespace, selector.path("matchLabels"))) {
      if (LabelSelector.matches(selector, pods.labels())) {
        return true;
      }
    }
    return false;
  }

  /** The PriorityClass pods name. */
  static final class PriorityClasses implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Pods pods : cluster.pods()) {
        String name = pods.spec().path("priorityClassName").asText("");
        if (!name.isEmpty() && !cluster.exists("PriorityClass", null, name)) {
          reporter.missing(
              Rules.PRIORITY_CLASS_EXISTS,
              pods.owner(),
              pods.path() + ".priorityClassName",
              "PriorityClass",
              null,
              name,
              cluster.didYouMean("PriorityClass", null, name));
        }
      }
    }
  }
}
