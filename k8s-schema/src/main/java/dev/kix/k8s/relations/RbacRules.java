package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;

/** ServiceAccounts, roles and what binds them. */
final class RbacRules {
  private RbacRules() {}

  /** The account pods run as. */
  static final class ServiceAccounts implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Pods pods : cluster.pods()) {
        String field =
            pods.spec().hasNonNull("serviceAccountName") ? "serviceAccountName" : "serviceAccount";
        String name = pods.spec().path(field).asText("");
        if (!name.isEmpty() && !cluster.exists("ServiceAccount", pods.namespace(), name)) {
          reporter.missing(
              Rules.SERVICE_ACCOUNT_EXISTS,
              pods.owner(),
              pods.path() + "." + field,
              "ServiceAccount",
              pods.namespace(),
              name,
              cluster.didYouMean("ServiceAccount", pods.namespace(), name));
        }
      }
    }
  }

  /** The role a binding refers to. */
  static final class Roles implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (Manifest binding : cluster.ofKind("RoleBinding")) {
        role(binding, cluster, reporter);
      }
      for (Manifest binding : cluster.ofKind("ClusterRoleBinding")) {
        role(binding, cluster, reporter);
      }
    }

    private static void role(Manifest binding, Cluster cluster, ClusterReporter reporter) {
      JsonNode ref = binding.tree().path("roleRef");
      String kind = ref.path("kind").asText("");
      String name = ref.path("name").asText("");
      if (name.isEmpty() || !kind.equals("Role") && !kind.equals("ClusterRole")) {
        return;
      }
      String namespace = kind.equals("Role") ? cluster.namespaceOf(binding) : null;
      if (!cluster.exists(kind, namespace, name)) {
        reporter.missing(
            Rules.ROLE_EXISTS,
            binding,
            "$.roleRef.name",
            kind,
            namespace,
            name,
            cluster.didYouMean(kind, namespace, name));
      }
    }
  }

  /** The ServiceAccounts a binding gives its role to. */
  static final class Subjects implements ClusterRule {
    @Override
    public void check(Cluster cluster, ClusterReporter reporter) {
      for (String kind : new String[] {"RoleBinding", "ClusterRoleBinding"}) {
        for (Manifest binding : cluster.ofKind(kind)) {
          subjects(binding, cluster, reporter);
        }
      }
    }

    private static void subjects(Manifest binding, Cluster cluster, ClusterReporter reporter) {
      JsonNode subjects = binding.tree().path("subjects");
      for (int i = 0; i < subjects.size(); i++) {
        JsonNode subject = subjects.path(i);
        String name = subject.path("name").asText("");
        String own = binding.namespace();
        String namespace = subject.path("namespace").asText(own);
        boolean account = subject.path("kind").asText("").equals("ServiceAccount");
        // kube-system's accounts are made by the control plane.
        if (account
            && !name.isEmpty()
            && !namespace.isEmpty()
            && !namespace.equals("kube-system")
            && !cluster.exists("ServiceAccount", namespace, name)) {
          reporter.missing(
              Rules.BINDING_SUBJECTS,
              binding,
              JsonPath.element("$.subjects", i),
              "ServiceAccount",
              namespace,
              name,
              cluster.similar("ServiceAccount", namespace, name));
        }
      }
    }
  }
}
