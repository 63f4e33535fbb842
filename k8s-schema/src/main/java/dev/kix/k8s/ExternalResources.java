package dev.kix.k8s;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What exists in the cluster although it is not among the manifests: imported instances, and what
 * the user declares external. Counts as existing wherever one resource refers to another. Of its
 * content nothing is known but the keys that may have been declared; ports and labels of it are
 * taken on trust. Immutable.
 */
public final class ExternalResources {
  /** Nothing but what the manifests hold. */
  public static final ExternalResources NONE = new ExternalResources(Map.of());

  private record Entry(String kind, String namespace, String name) {}

  private final Map<Entry, Set<String>> keysByEntry;

  private ExternalResources(Map<Entry, Set<String>> keysByEntry) {
    this.keysByEntry = Map.copyOf(keysByEntry);
  }

  /** From identities; the API group is not looked at. */
  public static ExternalResources of(Collection<ResourceId> ids) {
    Map<Entry, Set<String>> entries = new HashMap<>();
    for (ResourceId id : ids) {
      entries.put(entry(id.kind(), id.namespace(), id.name()), Set.of());
    }
    return new ExternalResources(entries);
  }

  /** These and one more. A null namespace is for what is cluster-scoped. */
  public ExternalResources with(String kind, @Nullable String namespace, String name) {
    return with(kind, namespace, name, Set.of());
  }

  /**
   * These and one more, a ConfigMap or Secret whose keys are known. Keys of one that is declared
   * twice are put together, and are unknown when one declaration does not tell them.
   *
   * @param keys its keys; empty when they are not known, so that none is checked
   */
  public ExternalResources with(
      String kind, @Nullable String namespace, String name, Set<String> keys) {
    Map<Entry, Set<String>> more = new HashMap<>(keysByEntry);
    more.merge(
        entry(kind, namespace, name),
        Set.copyOf(keys),
        (a, b) -> a.isEmpty() || b.isEmpty() ? Set.of() : union(a, b));
    return new ExternalResources(more);
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> all = new HashSet<>(a);
    all.addAll(b);
    return Set.copyOf(all);
  }

  private static Entry entry(String kind, @Nullable String namespace, String name) {
    return new Entry(kind, namespace == null ? "" : namespace, name);
  }

  /**
   * Whether a resource is declared. For a cluster-scoped one (null namespace) a namespace in the
   * declaration is overlooked: who declares a StorageClass beside an instance may well have given
   * that instance's.
   */
  public boolean has(String kind, @Nullable String namespace, String name) {
    if (namespace != null) {
      return keysByEntry.containsKey(entry(kind, namespace, name));
    }
    for (Entry entry : keysByEntry.keySet()) {
      if (entry.kind.equals(kind) && entry.name.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The declared keys of a ConfigMap or Secret; empty when they are not known. */
  public Set<String> keysOf(String kind, @Nullable String namespace, String name) {
    return keysByEntry.getOrDefault(entry(kind, namespace, name), Set.of());
  }

  /** Whether any resource of a kind is declared in a namespace; null for cluster-scoped kinds. */
  public boolean hasAny(String kind, @Nullable String namespace) {
    String wanted = namespace == null ? "" : namespace;
    return keysByEntry.keySet().stream()
        .anyMatch(e -> e.kind.equals(kind) && e.namespace.equals(wanted));
  }

  /**
   * Whether a CustomResourceDefinition of an API group is declared ({@code PLURAL.GROUP}): its
   * kinds are then taken on trust.
   */
  public boolean hasDefinitionsOf(String group) {
    return keysByEntry.keySet().stream()
        .anyMatch(e ->
            e.kind.equals("CustomResourceDefinition")
                && e.name.substring(e.name.indexOf('.') + 1).equals(group));
  }
}
