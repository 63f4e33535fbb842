package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Roles that give more than they seem to, and bindings that give it to everybody (kubernetes.io,
 * Role Based Access Control Good Practices).
 */
final class AccessRule implements ClusterRule {
  private static final Set<String> EVERYBODY =
      Set.of("system:anonymous", "system:unauthenticated", "system:authenticated");

  /** Resources that let whoever may create them run as any ServiceAccount of the namespace. */
  private static final Set<String> RUNS_CODE = Set.of("pods/exec", "pods/attach");

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (String kind : List.of("Role", "ClusterRole")) {
      for (Manifest role : cluster.ofKind(kind)) {
        if (isRbac(role)) {
          role(role, reporter);
        }
      }
    }
    for (String kind : List.of("RoleBinding", "ClusterRoleBinding")) {
      for (Manifest binding : cluster.ofKind(kind)) {
        if (isRbac(binding)) {
          binding(binding, reporter);
        }
      }
    }
    for (Manifest constraints : cluster.ofKind("SecurityContextConstraints")) {
      constraints(constraints, reporter);
    }
  }

  private static void constraints(Manifest constraints, ClusterReporter reporter) {
    if (constraints.tree().path("allowPrivilegedContainer").asBoolean(false)) {
      report(
          Rules.SCC_PRIVILEGED,
          constraints,
          "$.allowPrivilegedContainer",
          "a privileged container is root on the node; allowedCapabilities would say what is needed",
          reporter);
    }
  }

  private static boolean isRbac(Manifest manifest) {
    return manifest.groupVersionKind().group().equals("rbac.authorization.k8s.io");
  }

  private static void role(Manifest role, ClusterReporter reporter) {
    JsonNode rules = role.tree().path("rules");
    for (int i = 0; i < rules.size(); i++) {
      String path = JsonPath.element("$.rules", i);
      wildcards(role, rules.path(i), path, reporter);
      escalation(role, rules.path(i), path, reporter);
    }
  }

  private static void wildcards(
      Manifest role, JsonNode rule, String path, ClusterReporter reporter) {
    for (String field : List.of("verbs", "resources", "apiGroups", "nonResourceURLs")) {
      JsonNode list = rule.path(field);
      for (int i = 0; i < list.size(); i++) {
        if (list.path(i).asText("").equals("*")) {
          report(
              Rules.RBAC_WILDCARD,
              role,
              JsonPath.element(path + "." + field, i),
              "'*' gives all " + field + ", also those to come",
              reporter);
        }
      }
    }
  }

  private static void escalation(
      Manifest role, JsonNode rule, String path, ClusterReporter reporter) {
    if (!rule.path("resourceNames").isEmpty()) {
      return;
    }
    Set<String> verbs = texts(rule.path("verbs"));
    Set<String> resources = texts(rule.path("resources"));
    Set<String> groups = texts(rule.path("apiGroups"));
    List<String> found = new ArrayList<>();
    for (String verb : List.of("escalate", "bind", "impersonate")) {
      if (verbs.contains(verb)) {
        found.add("the verb '" + verb + "' lets its holder act with rights it was not given");
      }
    }
    boolean core = groups.contains("");
    boolean creates = verbs.contains("create");
    for (String resource : RUNS_CODE) {
      if (core && (creates || verbs.contains("get")) && resources.contains(resource)) {
        found.add("'" + resource + "' lets its holder run commands as any pod's ServiceAccount");
      }
    }
    if (core && creates && resources.contains("serviceaccounts/token")) {
      found.add("'serviceaccounts/token' lets its holder become any ServiceAccount");
    }
    if (core && resources.contains("nodes/proxy")) {
      found.add("'nodes/proxy' lets its holder run commands in every pod, unseen by audit");
    }
    if (role.kind().equals("ClusterRole")
        && core
        && resources.contains("secrets")
        && (verbs.contains("list") || verbs.contains("get") || verbs.contains("watch"))
        && !isAggregated(role)) {
      found.add("reading 'secrets' everywhere gives the rights of every ServiceAccount");
    }
    for (String message : new TreeSet<>(found)) {
      report(Rules.RBAC_ESCALATION, role, path, message, reporter);
    }
  }

  /** A role that is only added to others, which say themselves what they are for. */
  private static boolean isAggregated(Manifest role) {
    for (var label : role.metadata().path("labels").properties()) {
      if (label.getKey().startsWith("rbac.authorization.k8s.io/aggregate-to-")) {
        return true;
      }
    }
    return false;
  }

  private static void binding(Manifest binding, ClusterReporter reporter) {
    JsonNode role = binding.tree().path("roleRef");
    if (role.path("kind").asText("").equals("ClusterRole")
        && role.path("name").asText("").equals("cluster-admin")) {
      report(
          Rules.RBAC_CLUSTER_ADMIN,
          binding,
          "$.roleRef.name",
          "cluster-admin may do everything; a role of its own would say what is needed",
          reporter);
    }
    JsonNode subjects = binding.tree().path("subjects");
    for (int i = 0; i < subjects.size(); i++) {
      String name = subjects.path(i).path("name").asText("");
      if (EVERYBODY.contains(name)) {
        report(
            Rules.RBAC_ANONYMOUS,
            binding,
            JsonPath.element("$.subjects", i) + ".name",
            name.equals("system:authenticated")
                ? "'" + name + "' is everybody who has an account of any kind"
                : "'" + name + "' is everybody who can reach the API server",
            reporter);
      }
    }
  }

  private static void report(
      Rule rule, Manifest manifest, String path, String message, ClusterReporter reporter) {
    reporter.report(rule, manifest, path, "gives too much", message, null);
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> out = new TreeSet<>();
    for (JsonNode element : PodFields.list(list)) {
      out.add(element.asText(""));
    }
    return out;
  }
}
