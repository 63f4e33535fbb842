package dev.kix.k8s.relations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.SourcePosition;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All resources of one cluster, indexed for the rules. Not changed once made. */
public final class Cluster {
  /** Where a namespaced resource goes that names no namespace. */
  private static final String DEFAULT_NAMESPACE = "default";

  private static final List<String> WORKLOADS =
      List.of("Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob");

  /** Groups of which every kind is namespaced, known without a definition. */
  private static final Set<String> NAMESPACED_GROUPS = Set.of("monitoring.coreos.com");

  private record Key(String kind, String namespace) {}

  private record Label(String namespace, String key, String value) {}

  private final ApiCatalog catalog;
  private final ExternalResources external;
  private final List<Manifest> all;
  private final Map<Key, Map<String, Manifest>> byKind = new HashMap<>();
  private final Map<String, List<Manifest>> ofKind = new HashMap<>();
  private final List<Pods> pods = new ArrayList<>();
  private final Map<String, List<Pods>> podsByNamespace = new HashMap<>();
  private final Map<Label, List<Pods>> podsByLabel = new HashMap<>();
  private final Map<String, List<Manifest>> customByNamespace = new HashMap<>();
  private boolean defaultIsOurs;

  public Cluster(Collection<Manifest> manifests, ApiCatalog catalog, ExternalResources external) {
    this.catalog = catalog;
    this.external = external;
    this.all = List.copyOf(manifests);
    for (Manifest manifest : all) {
      String namespace = namespaceOf(manifest);
      Key key = new Key(manifest.kind(), namespace == null ? "" : namespace);
      byKind
          .computeIfAbsent(key, k -> new TreeMap<>())
          .merge(manifest.name(), manifest, Cluster::oneOf);
      ofKind.computeIfAbsent(manifest.kind(), k -> new ArrayList<>()).add(manifest);
      if (namespace != null) {
        defaultIsOurs |= manifest.namespace().isEmpty();
        addPods(manifest, namespace);
        ResourceType type = catalog.find(manifest.groupVersionKind());
        if (type == null || type.custom()) {
          customByNamespace.computeIfAbsent(namespace, n -> new ArrayList<>()).add(manifest);
        }
      }
    }
  }

  /** Which of two of the same name counts; that there are two is reported by a rule of its own. */
  private static Manifest oneOf(Manifest a, Manifest b) {
    SourcePosition atA = a.source().nearestPositionOf(JsonPath.ROOT);
    SourcePosition atB = b.source().nearestPositionOf(JsonPath.ROOT);
    int order = atA == null || atB == null ? 0 : atA.compareTo(atB);
    if (order == 0) {
      order = a.tree().toString().compareTo(b.tree().toString());
    }
    return order <= 0 ? a : b;
  }

  private void addPods(Manifest manifest, String namespace) {
    Pods made = Pods.of(manifest, namespace);
    if (made != null) {
      pods.add(made);
      podsByNamespace.computeIfAbsent(namespace, n -> new ArrayList<>()).add(made);
      for (Map.Entry<String, JsonNode> label : made.labels().properties()) {
        podsByLabel
            .computeIfAbsent(
                new Label(namespace, label.getKey(), label.getValue().asText("")),
                l -> new ArrayList<>())
            .add(made);
      }
    }
  }

  public ApiCatalog catalog() {
    return catalog;
  }

  public ExternalResources external() {
    return external;
  }

  public List<Manifest> all() {
    return all;
  }

  public List<Manifest> ofKind(String kind) {
    return ofKind.getOrDefault(kind, List.of());
  }

  /** The resources of a kind in a namespace, by name. */
  public Collection<Manifest> in(String kind, String namespace) {
    return named(kind, namespace).values();
  }

  public List<Pods> pods() {
    return pods;
  }

  public List<Pods> podsIn(String namespace) {
    return podsByNamespace.getOrDefault(namespace, List.of());
  }

  /**
   * Some pods of a namespace, among them all that have all of the labels: those with the rarest of
   * them. Thousands of Services in a namespace need not each look at thousands of pods.
   *
   * @param labels labels and their values; those that controllers add to pods are not looked at
   */
  public List<Pods> podsLike(String namespace, JsonNode labels) {
    List<Pods> out = podsIn(namespace);
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      if (!Pods.isAdded(label.getKey())) {
        List<Pods> with =
            podsByLabel.getOrDefault(
                new Label(namespace, label.getKey(), label.getValue().asText("")), List.of());
        out = with.size() < out.size() ? with : out;
      }
    }
    return out;
  }

  /** The namespace a resource ends up in, or null when it is cluster-scoped. */
  public @Nullable String namespaceOf(Manifest manifest) {
    Boolean namespaced = catalog.isNamespaced(manifest.groupVersionKind());
    String namespace = manifest.namespace();
    if (namespaced == null) {
      return namespace.isEmpty() && isNamespacedAnyway(manifest)
          ? DEFAULT_NAMESPACE
          : emptyToNull(namespace);
    }
    if (!namespaced) {
      return null;
    }
    return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
  }

  private static @Nullable String emptyToNull(String namespace) {
    return namespace.isEmpty() ? null : namespace;
  }

  /** Of a kind without a definition: what makes pods needs a namespace to make them in. */
  private static boolean isNamespacedAnyway(Manifest manifest) {
    return NAMESPACED_GROUPS.contains(manifest.groupVersionKind().group())
        || Pods.of(manifest, DEFAULT_NAMESPACE) != null;
  }

  /** A resource among the manifests, or null. */
  public @Nullable Manifest find(String kind, @Nullable String namespace, String name) {
    return named(kind, namespace).get(name);
  }

  private Map<String, Manifest> named(String kind, @Nullable String namespace) {
    return byKind.getOrDefault(new Key(kind, namespace == null ? "" : namespace), Map.of());
  }

  /** Whether a resource exists: as a manifest, declared external, or in every cluster. */
  public boolean exists(String kind, @Nullable String namespace, String name) {
    return find(kind, namespace, name) != null
        || external.has(kind, namespace, name)
        || BuiltIns.has(kind, namespace, name);
  }

  /** Whether every cluster has a resource of that kind, namespace and name anyway. */
  public boolean isBuiltIn(Manifest manifest) {
    return BuiltIns.has(manifest.kind(), namespaceOf(manifest), manifest.name());
  }

  /**
   * A hint towards the resource that was probably meant: one of the kind with a similar name, or
   * one of the same name in another namespace; null when there is neither.
   */
  @Nullable String didYouMean(String kind, @Nullable String namespace, String name) {
    String hint = similar(kind, namespace, name);
    return hint != null || namespace == null ? hint : elsewhere(kind, name);
  }

  /** A hint towards one of the kind with a similar name in the same namespace, or null. */
  @Nullable String similar(String kind, @Nullable String namespace, String name) {
    TreeSet<String> names = new TreeSet<>(named(kind, namespace).keySet());
    names.addAll(BuiltIns.names(kind));
    return DidYouMean.hint(name, names);
  }

  private @Nullable String elsewhere(String kind, String name) {
    TreeSet<String> where = new TreeSet<>();
    for (Manifest manifest : ofKind(kind)) {
      String namespace = namespaceOf(manifest);
      if (namespace != null && manifest.name().equals(name)) {
        where.add(namespace);
      }
    }
    return where.isEmpty()
        ? null
        : "there is one in the namespace '"
            + where.first()
            + "', but such a reference stays within its own namespace";
  }

  /** The custom resources in a namespace. */
  List<Manifest> customIn(String namespace) {
    return customByNamespace.getOrDefault(namespace, List.of());
  }

  /**
   * Whether workloads run in a namespace that are not among the manifests. Manifests that name no
   * namespace are all there is in the one they are applied to, which is {@code default} here.
   */
  boolean hasUnseenResources(String namespace) {
    for (String kind : WORKLOADS) {
      if (external.hasAny(kind, namespace)) {
        return true;
      }
    }
    return find("Namespace", null, namespace) == null
        && !(defaultIsOurs && namespace.equals(DEFAULT_NAMESPACE));
  }

  /** The names of all namespaces that are known, sorted. */
  TreeSet<String> namespaces() {
    TreeSet<String> out = new TreeSet<>(named("Namespace", null).keySet());
    out.addAll(BuiltIns.NAMESPACES);
    return out;
  }

  /** The labels of a namespace, with the one that the server adds by itself. */
  public JsonNode namespaceLabels(String namespace) {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    Manifest manifest = find("Namespace", null, namespace);
    if (manifest != null && manifest.metadata().path("labels") instanceof ObjectNode own) {
      labels.setAll(own);
    }
    return labels.put("kubernetes.io/metadata.name", namespace);
  }
}
