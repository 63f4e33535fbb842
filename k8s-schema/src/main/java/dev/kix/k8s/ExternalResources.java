package dev.kix.k8s;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What exists in the cluster although it is not among the manifests: imported instances, and what
 * the user declares external. Counts as existing wherever one resource refers to another; nothing
 * is known of its content, so that named keys, ports and labels of it are taken on trust.
 * Immutable.
 */
public final class ExternalResources {
  /** Nothing but what the manifests hold. */
  public static final ExternalResources NONE = new ExternalResources(Set.of());

  private record Entry(String kind, String namespace, String name) {}

  private final Set<Entry> entries;

  private ExternalResources(Set<Entry> entries) {
    this.entries = Set.copyOf(entries);
  }

  /** From identities; the API group is not looked at. */
  public static ExternalResources of(Collection<ResourceId> ids) {
    Set<Entry> entries = new HashSet<>();
    for (ResourceId id : ids) {
      entries.add(new Entry(id.kind(), id.namespace() == null ? "" : id.namespace(), id.name()));
    }
    return new ExternalResources(entries);
  }

  /** These and one more. A null namespace is for what is cluster-scoped. */
  public ExternalResources with(String kind, @Nullable String namespace, String name) {
    Set<Entry> more = new HashSet<>(entries);
    more.add(new Entry(kind, namespace == null ? "" : namespace, name));
    return new ExternalResources(more);
  }

  /** Whether a resource is declared. */
  public boolean has(String kind, @Nullable String namespace, String name) {
    return entries.contains(new Entry(kind, namespace == null ? "" : namespace, name));
  }

  /** Whether any resource of a kind is declared in a namespace; null for cluster-scoped kinds. */
  public boolean hasAny(String kind, @Nullable String namespace) {
    String wanted = namespace == null ? "" : namespace;
    return entries.stream().anyMatch(e -> e.kind.equals(kind) && e.namespace.equals(wanted));
  }

  /**
   * Whether a CustomResourceDefinition of an API group is declared ({@code PLURAL.GROUP}): its
   * kinds are then taken on trust.
   */
  public boolean hasDefinitionsOf(String group) {
    return entries.stream()
        .anyMatch(e ->
            e.kind.equals("CustomResourceDefinition")
                && e.name.substring(e.name.indexOf('.') + 1).equals(group));
  }
}
