package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What exists in every cluster without anybody making it. */
final class BuiltIns {
  static final Set<String> NAMESPACES =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");

  private static final Set<String> CLUSTER_ROLES = Set.of("cluster-admin", "admin", "edit", "view");
  private static final Set<String> PRIORITY_CLASSES =
      Set.of("system-cluster-critical", "system-node-critical");

  /** The labels of the Service {@code kubernetes} in the namespace {@code default}. */
  static final JsonNode API_SERVICE_LABELS =
      JsonNodeFactory.instance
          .objectNode()
          .put("component", "apiserver")
          .put("provider", "kubernetes");

  private BuiltIns() {}

  static boolean has(String kind, @Nullable String namespace, String name) {
    return switch (kind) {
      case "Namespace" -> NAMESPACES.contains(name);
      case "ServiceAccount" -> name.equals("default");
      case "ConfigMap" -> isTrustBundle(name);
      case "ClusterRole" -> CLUSTER_ROLES.contains(name) || name.startsWith("system:");
      case "Role" ->
          name.startsWith("system:")
                  && ("kube-system".equals(namespace) || "kube-public".equals(namespace))
              || name.equals("extension-apiserver-authentication-reader")
                  && "kube-system".equals(namespace);
      case "PriorityClass" -> PRIORITY_CLASSES.contains(name);
      case "Service" -> name.equals("kubernetes") && "default".equals(namespace);
      default -> false;
    };
  }

  /** Names of a kind worth proposing to who misspelt one. */
  static Set<String> names(String kind) {
    return switch (kind) {
      case "Namespace" -> NAMESPACES;
      case "ClusterRole" -> CLUSTER_ROLES;
      case "PriorityClass" -> PRIORITY_CLASSES;
      case "ConfigMap" -> Set.of("kube-root-ca.crt");
      default -> Set.of();
    };
  }

  /** The ConfigMap with the cluster's certificate that a controller puts into every namespace. */
  static boolean isTrustBundle(String configMap) {
    return configMap.equals("kube-root-ca.crt");
  }
}
