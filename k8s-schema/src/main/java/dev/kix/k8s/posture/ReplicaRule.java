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

/** Enough pods, on more than one node, replaced one after another. */
final class ReplicaRule implements ClusterRule {
  /** So many stay up when one is moved and another fails. */
  private static final int ENOUGH = 3;

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    if (reporter.wants(Rules.HPA_REPLICAS)) {
      for (Manifest autoscaler : cluster.ofKind("HorizontalPodAutoscaler")) {
        autoscaler(autoscaler, reporter);
      }
    }
    if (!reporter.wants(Rules.MIN_REPLICAS)
        && !reporter.wants(Rules.POD_SPREAD)
        && !reporter.wants(Rules.ROLLING_UPDATE)
        && !reporter.wants(Rules.POD_NODE_AFFINITY)
        && !reporter.wants(Rules.DNS_NDOTS)) {
      return;
    }
    Scaling scaling = new Scaling(cluster);
    for (Pods pods : cluster.pods()) {
      replicas(pods, scaling, reporter);
      spread(pods, scaling, reporter);
      update(pods.owner(), reporter);
      nodes(pods, reporter);
      dots(pods, reporter);
    }
  }

  private static void autoscaler(Manifest autoscaler, ClusterReporter reporter) {
    long least = autoscaler.spec().path("minReplicas").asLong(1);
    if (least < ENOUGH) {
      report(
          Rules.HPA_REPLICAS,
          autoscaler,
          "$.spec.minReplicas",
          "scales down to " + pods(least) + ", fewer than " + ENOUGH,
          reporter);
    }
  }

  /** What is autoscaled is told of its autoscaler, and what has no pods was switched off. */
  private static void replicas(Pods pods, Scaling scaling, ClusterReporter reporter) {
    Manifest owner = pods.owner();
    if (Scaling.isScaled(owner) && !scaling.isAutoscaled(owner)) {
      long replicas = scaling.least(owner);
      if (replicas > 0 && replicas < ENOUGH) {
        report(
            Rules.MIN_REPLICAS,
            owner,
            "$.spec.replicas",
            "has " + pods(replicas) + ", fewer than " + ENOUGH,
            reporter);
      }
    }
  }

  private static String pods(long count) {
    return count + (count == 1 ? " pod" : " pods");
  }

  private static void spread(Pods pods, Scaling scaling, ClusterReporter reporter) {
    if (!Scaling.isScaled(pods.owner()) || scaling.least(pods.owner()) < 2) {
      return;
    }
    boolean asked = false;
    for (JsonNode constraint : pods.spec().path("topologySpreadConstraints")) {
      if (selects(constraint, pods)) {
        return;
      }
      asked = true;
    }
    JsonNode affinity = pods.spec().path("affinity").path("podAntiAffinity");
    for (JsonNode term : affinity.path("requiredDuringSchedulingIgnoredDuringExecution")) {
      if (apart(term, pods)) {
        return;
      }
      asked = true;
    }
    for (JsonNode preferred : affinity.path("preferredDuringSchedulingIgnoredDuringExecution")) {
      if (apart(preferred.path("podAffinityTerm"), pods)) {
        return;
      }
      asked = true;
    }
    report(
        Rules.POD_SPREAD,
        pods.owner(),
        pods.path(),
        asked
            ? "what is to spread the replicas over nodes selects other pods"
            : "nothing keeps all replicas from running on one node",
        reporter);
  }

  /** Whether an anti-affinity keeps the pods apart from each other, not only from others. */
  private static boolean apart(JsonNode term, Pods pods) {
    JsonNode namespaces = term.path("namespaces");
    boolean here = namespaces.isEmpty();
    for (JsonNode namespace : namespaces) {
      here |= namespace.asText("").equals(pods.namespace());
    }
    return selects(term, pods) && (here || term.hasNonNull("namespaceSelector"));
  }

  private static boolean selects(JsonNode term, Pods pods) {
    JsonNode selector = term.path("labelSelector");
    return selector.isObject() && LabelSelector.matches(selector, pods.labels());
  }

  private static void update(Manifest owner, ClusterReporter reporter) {
    String field =
        switch (owner.kind()) {
          case "Deployment", "DeploymentConfig" -> "strategy";
          case "DaemonSet", "StatefulSet" -> "updateStrategy";
          default -> "";
        };
    String type = owner.spec().path(field).path("type").asText("");
    if (!field.isEmpty() && !type.isEmpty() && !type.startsWith("Rolling")) {
      report(
          Rules.ROLLING_UPDATE,
          owner,
          "$.spec." + field + ".type",
          type.equals("OnDelete")
              ? "with 'OnDelete' an update waits until somebody deletes the pods"
              : "with '" + type + "' there are no pods while they are replaced",
          reporter);
    }
  }

  private static void nodes(Pods pods, ClusterReporter reporter) {
    JsonNode spec = pods.spec();
    if (spec.path("affinity").path("nodeAffinity").isEmpty()
        && spec.path("nodeSelector").isEmpty()
        && !spec.hasNonNull("nodeName")) {
      report(
          Rules.POD_NODE_AFFINITY,
          pods.owner(),
          pods.path() + ".affinity.nodeAffinity",
          "the pods run on nodes of any kind",
          reporter);
    }
  }

  /** With five, the server's choice, every name outside of the cluster costs four vain queries. */
  private static void dots(Pods pods, ClusterReporter reporter) {
    if (pods.spec().path("dnsPolicy").asText("").equals("Default")) {
      return;
    }
    for (JsonNode option : pods.spec().path("dnsConfig").path("options")) {
      if (option.path("name").asText("").equals("ndots")
          && option.path("value").asText("").matches("[0-2]")) {
        return;
      }
    }
    report(
        Rules.DNS_NDOTS,
        pods.owner(),
        pods.path() + ".dnsConfig.options",
        "without the option ndots of 2 names outside of the cluster are first looked up inside",
        reporter);
  }

  private static void report(
      Rule rule, Manifest manifest, String path, String message, ClusterReporter reporter) {
    reporter.report(rule, manifest, path, "could be safer", message, null);
  }
}
