package dev.kix.k8s;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which resource of a cluster is meant. Immutable; ordered by namespace (cluster-scoped first),
 * kind, name, group.
 *
 * @param group the API group, empty for core; two groups may have the same kind
 * @param kind the kind
 * @param namespace the namespace, null for what is cluster-scoped
 * @param name the name
 */
public record ResourceId(String group, String kind, @Nullable String namespace, String name)
    implements Comparable<ResourceId> {
  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::namespaceOrEmpty)
          .thenComparing(ResourceId::kind)
          .thenComparing(ResourceId::name)
          .thenComparing(ResourceId::group);

  private String namespaceOrEmpty() {
    return namespace == null ? "" : namespace;
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  /** {@code Deployment/webshop}. */
  public String kindAndName() {
    return kind + "/" + name;
  }

  /** {@code Deployment/webshop (namespace 'prod')}, or without the brackets when cluster-scoped. */
  @Override
  public String toString() {
    return namespace == null ? kindAndName() : kindAndName() + " (namespace '" + namespace + "')";
  }
}
