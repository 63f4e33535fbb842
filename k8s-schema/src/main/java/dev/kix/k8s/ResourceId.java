package dev.kix.k8s;

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
  private String namespaceOrEmpty() {
    return namespace == null ? "" : namespace;
  }

  @Override
  public int compareTo(ResourceId other) {
    int order = namespaceOrEmpty().compareTo(other.namespaceOrEmpty());
    order = order != 0 ? order : kind.compareTo(other.kind);
    order = order != 0 ? order : name.compareTo(other.name);
    return order != 0 ? order : group.compareTo(other.group);
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
