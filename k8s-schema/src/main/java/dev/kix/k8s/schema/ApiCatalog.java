package dev.kix.k8s.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.KubernetesVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every kind that exists in one cluster: the built-in ones of its Kubernetes version, and those of
 * its CustomResourceDefinitions. Immutable; {@link #withCustomResources} gives a larger one.
 */
public final class ApiCatalog {
  private final KubernetesVersion version;
  private final List<ResourceType> types;
  private final TypeResolver resolver;
  private final Map<GroupVersionKind, ResourceType> byGvk = new HashMap<>();
  private final Map<String, List<ResourceType>> byKind = new LinkedHashMap<>();
  private volatile @Nullable Map<String, ResourceType> byName;
  private final Map<GroupVersionKind, Schema> customSchemas;
  private final @Nullable SchemaLookup lookup;
  private final Precedence precedence;

  /** Which of two schemas of one kind counts. */
  public enum Precedence {
    /** The catalog's own; the lookup is asked for what it does not have. */
    CATALOG_FIRST,
    /** The lookup's. */
    LOOKUP_FIRST,
    /** The lookup's, and that of definitions among the manifests; what is built in is not there. */
    LOOKUP_ONLY
  }

  /** Takes types in the order of {@link #types()}. */
  ApiCatalog(KubernetesVersion version, Collection<ResourceType> types, TypeResolver resolver) {
    this(version, types, resolver, Map.of(), null, Precedence.CATALOG_FIRST);
  }

  private ApiCatalog(
      KubernetesVersion version,
      Collection<ResourceType> types,
      TypeResolver resolver,
      Map<GroupVersionKind, Schema> customSchemas,
      @Nullable SchemaLookup lookup,
      Precedence precedence) {
    this.version = version;
    this.lookup = lookup;
    this.precedence = precedence;
    this.resolver = resolver;
    this.customSchemas = customSchemas;
    this.types = List.copyOf(types);
    for (ResourceType type : this.types) {
      byGvk.putIfAbsent(type.gvk(), type);
      List<ResourceType> same = byKind.get(type.gvk().kind());
      if (same == null) {
        same = new ArrayList<>(2);
        byKind.put(type.gvk().kind(), same);
      }
      same.add(type);
    }
  }

  private Map<String, ResourceType> names() {
    Map<String, ResourceType> names = new HashMap<>();
    for (ResourceType type : types) {
      names.putIfAbsent(type.plural(), type);
      names.putIfAbsent(type.singular(), type);
      names.putIfAbsent(type.gvk().kind().toLowerCase(Locale.ROOT), type);
      if (!type.gvk().group().isEmpty()) {
        names.putIfAbsent(type.plural() + "." + type.gvk().group(), type);
      }
    }
    // After all full names: a short name never hides one.
    for (ResourceType type : types) {
      for (String name : type.shortNames()) {
        names.putIfAbsent(name, type);
      }
    }
    return names;
  }

  /**
   * Built-in before custom, core before other groups, then the server's own order of versions
   * (stable before beta before alpha, newer before older), then group and kind as text.
   */
  static final Comparator<ResourceType> PREFERRED_FIRST =
      Comparator.comparing(ResourceType::custom)
          .thenComparing(t -> !t.gvk().group().isEmpty())
          .thenComparing(t -> t.gvk().version(), ApiVersionOrder.PREFERRED_FIRST)
          .thenComparing(ResourceType::gvk);

  /** The Kubernetes version these APIs are of. */
  public KubernetesVersion version() {
    return version;
  }

  /** Every kind in every version, the preferred one of a kind before its others. */
  public List<ResourceType> types() {
    return types;
  }

  /** The kind in exactly that group and version, or null when the cluster does not have it. */
  public @Nullable ResourceType find(GroupVersionKind gvk) {
    ResourceType own = byGvk.get(gvk);
    if (lookup == null || own != null && precedence == Precedence.CATALOG_FIRST) {
      return own;
    }
    if (lookup.find(gvk) != null) {
      return own != null && own.custom() ? own : lookedUp(gvk, own);
    }
    return precedence == Precedence.LOOKUP_ONLY && own != null && !own.custom() ? null : own;
  }

  public boolean exists(GroupVersionKind gvk) {
    return find(gvk) != null;
  }

  /** Of a kind about which there is a schema and nothing else. */
  private static ResourceType lookedUp(GroupVersionKind gvk, @Nullable ResourceType own) {
    String lower = gvk.kind().toLowerCase(Locale.ROOT);
    boolean namespaced = own == null || own.namespaced();
    return new ResourceType(
        gvk, lower + "s", lower, List.of(), List.of(), namespaced, true, true, false, true, null);
  }

  /** This catalog with schemas from elsewhere. */
  public ApiCatalog withLookup(SchemaLookup elsewhere, Precedence which) {
    return new ApiCatalog(version, types, resolver, customSchemas, elsewhere, which);
  }

  /**
   * The version to write a kind in when the user names none: what {@code mkResource { kind =
   * "Deployment"; }} gets. Built-in kinds win over custom ones of the same name; a kind that
   * several custom groups define has no preferred version, because a guess would be wrong half of
   * the time ({@link #candidates} lists them).
   *
   * @return null when there is no such kind, or several custom ones
   */
  public @Nullable ResourceType preferred(String kind) {
    List<ResourceType> found = byKind.getOrDefault(kind, List.of());
    if (found.isEmpty()) {
      return null;
    }
    ResourceType first = found.get(0);
    if (first.custom() && groups(found) > 1) {
      return null;
    }
    return first;
  }

  /** Every group and version a kind exists in, preferred first; empty when it does not exist. */
  public List<ResourceType> candidates(String kind) {
    return List.copyOf(byKind.getOrDefault(kind, List.of()));
  }

  private static long groups(List<ResourceType> types) {
    return types.stream().map(t -> t.gvk().group()).distinct().count();
  }

  /**
   * What kubectl would take a name for: a plural, a singular, a kind in any case, a short name such
   * as {@code deploy}, or {@code plural.group}. Null when it is none of them.
   */
  public @Nullable ResourceType byName(String name) {
    Map<String, ResourceType> names = byName;
    if (names == null) {
      // Two threads may both make it; they make the same.
      names = names();
      byName = names;
    }
    return names.get(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether resources of the kind live in a namespace, whatever version of the group is asked for;
   * null when the kind does not exist.
   */
  public @Nullable Boolean isNamespaced(GroupVersionKind gvk) {
    ResourceType exact = byGvk.get(gvk);
    if (exact != null) {
      return exact.namespaced();
    }
    for (ResourceType type : byKind.getOrDefault(gvk.kind(), List.of())) {
      if (type.gvk().group().equals(gvk.group())) {
        return type.namespaced();
      }
    }
    return null;
  }

  /** The kind most like a misspelt one, or null when none is near. */
  public @Nullable String didYouMeanKind(String kind) {
    return DidYouMean.nearest(kind, new TreeSet<>(byKind.keySet()));
  }

  /**
   * The schema of a kind, or null when the cluster does not have it in that version. A custom
   * resource whose definition has no schema gets {@link Schema#ANY}.
   */
  public @Nullable Schema schema(GroupVersionKind gvk) {
    Schema custom = customSchemas.get(gvk);
    if (custom != null) {
      return custom;
    }
    ResourceType found = lookup == null ? null : find(gvk);
    if (lookup != null && found != null && found.custom()) {
      return lookup.find(gvk);
    }
    ResourceType type = byGvk.get(gvk);
    return type == null || type.typeName() == null ? null : resolver.type(type.typeName());
  }

  /** The schema of {@code metadata} in every kind. */
  public Schema objectMeta() {
    return resolver.type("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
  }

  /**
   * This catalog and the kinds that CustomResourceDefinitions add. A definition that cannot be read
   * (no group, no kind, no served version) adds nothing: validating it as a manifest says what is
   * wrong with it. When two define the same kind and version, the first one counts.
   *
   * @param definitions manifests of kind CustomResourceDefinition, {@code apiextensions.k8s.io/v1}
   */
  public ApiCatalog withCustomResources(Collection<JsonNode> definitions) {
    if (definitions.isEmpty()) {
      return this;
    }
    List<ResourceType> all = new ArrayList<>(types);
    Map<GroupVersionKind, Schema> schemas = new HashMap<>(customSchemas);
    for (JsonNode definition : definitions) {
      for (CustomResource custom : CustomResource.read(definition, objectMeta())) {
        if (schemas.putIfAbsent(custom.type().gvk(), custom.schema()) == null) {
          all.add(custom.type());
        }
      }
    }
    all.sort(PREFERRED_FIRST);
    return new ApiCatalog(version, all, resolver, Map.copyOf(schemas), lookup, precedence);
  }
}
