package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.validation.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What bindings give to their subjects, through the roles they name: access to Secrets (CIS
 * Benchmark 5.1.2) and the right to create pods (5.1.4), with which one becomes any ServiceAccount
 * of the namespace. A role that nobody is bound to gives nothing.
 */
final class BindingRule implements ClusterRule {
  /** The resources that make pods, and the group of each. */
  private static final Map<String, String> MAKES_PODS =
      Map.of(
          "pods", "",
          "replicationcontrollers", "",
          "deployments", "apps",
          "daemonsets", "apps",
          "replicasets", "apps",
          "statefulsets", "apps",
          "cronjobs", "batch",
          "jobs", "batch");

  /** Roles that every cluster has, and that give both. */
  private static final Set<String> BUILT_IN = Set.of("admin", "cluster-admin", "edit");

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    if (!reporter.wants(Rules.RBAC_SECRETS) && !reporter.wants(Rules.RBAC_WORKLOADS)) {
      return;
    }
    for (String kind : List.of("RoleBinding", "ClusterRoleBinding")) {
      for (Manifest binding : cluster.ofKind(kind)) {
        if (binding.groupVersionKind().group().equals("rbac.authorization.k8s.io")) {
          binding(binding, cluster, reporter);
        }
      }
    }
  }

  private static void binding(Manifest binding, Cluster cluster, ClusterReporter reporter) {
    JsonNode ref = binding.tree().path("roleRef");
    String kind = ref.path("kind").asText("");
    String name = ref.path("name").asText("");
    boolean ofCluster = kind.equals("ClusterRole");
    Manifest role = cluster.find(kind, ofCluster ? null : cluster.namespaceOf(binding), name);
    boolean secrets = false;
    Set<String> makes = new TreeSet<>();
    if (role == null) {
      secrets = ofCluster && BUILT_IN.contains(name);
      if (secrets) {
        makes.add("pods");
      }
    } else {
      for (JsonNode rule : rules(role, cluster)) {
        secrets |= readsSecrets(rule);
        makes.addAll(makes(rule));
      }
    }
    String what = "the " + kind + " '" + name + "' ";
    if (secrets) {
      report(Rules.RBAC_SECRETS, binding, what + "gives access to Secrets", reporter);
    }
    if (!makes.isEmpty()) {
      report(
          Rules.RBAC_WORKLOADS,
          binding,
          what
              + "lets its holder create "
              + String.join(", ", makes)
              + ", and so run as any ServiceAccount of the namespace",
          reporter);
    }
  }

  /** The rules of a role, and of those that are aggregated into it. */
  private static List<JsonNode> rules(Manifest role, Cluster cluster) {
    List<JsonNode> out = new ArrayList<>();
    role.tree().path("rules").forEach(out::add);
    for (JsonNode selector : role.tree().path("aggregationRule").path("clusterRoleSelectors")) {
      for (Manifest part : cluster.ofKind("ClusterRole")) {
        if (LabelSelector.matches(selector, part.metadata().path("labels"))) {
          part.tree().path("rules").forEach(out::add);
        }
      }
    }
    return out;
  }

  private static boolean readsSecrets(JsonNode rule) {
    return rule.path("resourceNames").isEmpty()
        && !rule.path("verbs").isEmpty()
        && gives(rule, "apiGroups", "")
        && gives(rule, "resources", "secrets");
  }

  private static Set<String> makes(JsonNode rule) {
    Set<String> out = new TreeSet<>();
    if (gives(rule, "verbs", "create")) {
      for (Map.Entry<String, String> e : MAKES_PODS.entrySet()) {
        if (gives(rule, "resources", e.getKey()) && gives(rule, "apiGroups", e.getValue())) {
          out.add(e.getKey());
        }
      }
    }
    return out;
  }

  private static boolean gives(JsonNode rule, String field, String wanted) {
    for (JsonNode value : rule.path(field)) {
      String text = value.asText("");
      if (text.equals(wanted) || text.equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static void report(
      Rule rule, Manifest binding, String message, ClusterReporter reporter) {
    reporter.report(rule, binding, "$.roleRef.name", "gives too much", message, null);
  }
}
