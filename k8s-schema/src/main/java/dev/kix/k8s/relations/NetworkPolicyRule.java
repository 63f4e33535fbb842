package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import dev.kix.k8s.validation.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A NetworkPolicy's selectors select something: its own pods, and the peers it allows. */
final class NetworkPolicyRule implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Manifest policy : cluster.ofKind("NetworkPolicy")) {
      String namespace = cluster.namespaceOf(policy);
      if (namespace == null || !policy.groupVersionKind().group().equals("networking.k8s.io")) {
        continue;
      }
      JsonNode own = policy.spec().path("podSelector");
      if (!isEmpty(own) && !found(own, List.of(namespace), cluster)) {
        report(policy, "$.spec.podSelector", "the namespace '" + namespace + "'", reporter);
      }
      peers(policy, "ingress", "from", namespace, cluster, reporter);
      peers(policy, "egress", "to", namespace, cluster, reporter);
    }
  }

  private static void peers(
      Manifest policy,
      String direction,
      String field,
      String namespace,
      Cluster cluster,
      ClusterReporter reporter) {
    JsonNode rules = policy.spec().path(direction);
    for (int i = 0; i < rules.size(); i++) {
      String at = JsonPath.element("$.spec." + direction, i) + "." + field;
      JsonNode peers = rules.path(i).path(field);
      for (int j = 0; j < peers.size(); j++) {
        peer(policy, peers.path(j), JsonPath.element(at, j), namespace, cluster, reporter);
      }
    }
  }

  private static void peer(
      Manifest policy,
      JsonNode peer,
      String path,
      String namespace,
      Cluster cluster,
      ClusterReporter reporter) {
    JsonNode spaces = peer.path("namespaceSelector");
    JsonNode pods = peer.path("podSelector");
    List<String> where =
        spaces.isObject() ? matching(spaces, cluster) : new ArrayList<>(List.of(namespace));
    if (where == null) {
      return;
    }
    if (where.isEmpty()) {
      reporter.report(
          Rules.NETWORK_POLICY_SELECTOR,
          policy,
          path + ".namespaceSelector",
          "selects nothing",
          "no namespace of the cluster matches the selector",
          null);
    } else if (pods.isObject() && !isEmpty(pods) && !found(pods, where, cluster)) {
      String text =
          where.size() == 1
              ? "the namespace '" + where.get(0) + "'"
              : "the namespaces " + String.join(", ", where);
      report(policy, path + ".podSelector", text, reporter);
    }
  }

  private static void report(Manifest policy, String path, String where, ClusterReporter reporter) {
    reporter.report(
        Rules.NETWORK_POLICY_SELECTOR,
        policy,
        path,
        "selects nothing",
        "no pod template in " + where + " matches the selector",
        null);
  }

  /** Whether pods match in one of the namespaces, or might without being seen. */
  private static boolean found(JsonNode selector, List<String> namespaces, Cluster cluster) {
    for (String namespace : namespaces) {
      if (HiddenPods.possible(selector, namespace, cluster)
          || WorkloadRules.selects(selector, namespace, cluster)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The namespaces a selector matches, or null when one of those whose labels are not known might:
   * the built-in ones can be labelled by anybody, so that only the label the server gives them is
   * relied on.
   */
  private static @Nullable List<String> matching(JsonNode selector, Cluster cluster) {
    List<String> out = new ArrayList<>();
    for (String namespace : cluster.namespaces()) {
      if (LabelSelector.matches(selector, cluster.namespaceLabels(namespace))) {
        out.add(namespace);
      }
    }
    JsonNode name = selector.path("matchLabels").path("kubernetes.io/metadata.name");
    boolean known = isByName(selector) && !cluster.exists("Namespace", null, name.asText(""));
    return out.isEmpty() && !known ? null : out;
  }

  private static boolean isByName(JsonNode selector) {
    return selector.path("matchLabels").size() == 1
        && selector.path("matchExpressions").isEmpty()
        && selector.path("matchLabels").has("kubernetes.io/metadata.name");
  }

  private static boolean isEmpty(JsonNode selector) {
    return selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty();
  }
}
