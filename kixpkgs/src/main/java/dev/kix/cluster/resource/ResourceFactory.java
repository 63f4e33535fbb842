package dev.kix.cluster.resource;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.ResourceType;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes resources of the arguments of {@code scope.mkResource}. The result is an attribute set:
 * {@code kind}, {@code apiVersion}, its {@code id}, the {@code manifest}, and {@code out}, whose
 * strings carry the reference to the resource. Only the kind, the name and the namespace are looked
 * at when it is made; everything else stays lazy, so resources may refer to one another in circles.
 * Of a kind that Kubernetes itself does not have, name and namespace stay lazy, too: whether it
 * lives in a namespace is for the cluster's own definitions to say, and those are resources.
 */
public final class ResourceFactory {
  /** The value of {@code _type} of a resource. */
  public static final String TYPE = "kix-resource";

  private static final Set<String> OWN_ARGUMENTS =
      Set.of("kind", "apiVersion", "name", "namespace", "labels", "annotations", "metadata");

  private final EvalState state;
  private final ApiCatalog catalog;
  private final Supplier<ApiCatalog> own;
  private final String instanceName;
  private final String instanceNamespace;
  private final NixAttrs labels;
  private final @Nullable ResourceId referent;
  private final @Nullable Consumer<ResourceId> touched;

  /**
   * @param catalog the kinds of the target Kubernetes version
   * @param own those kinds and the custom ones that the cluster defines; asked for kinds that
   *     {@code catalog} does not have
   * @param labels what every resource gets
   * @param referent what strings of {@code out} refer to, or null for the resource itself: what is
   *     imported is no resource of the cluster
   * @param touched is told of each resource whose {@code out} is looked at; null when nobody asks
   */
  public ResourceFactory(
      EvalState state,
      ApiCatalog catalog,
      Supplier<ApiCatalog> own,
      String instanceName,
      String instanceNamespace,
      NixAttrs labels,
      @Nullable ResourceId referent,
      @Nullable Consumer<ResourceId> touched) {
    this.state = state;
    this.catalog = catalog;
    this.own = own;
    this.instanceName = instanceName;
    this.instanceNamespace = instanceNamespace;
    this.labels = labels;
    this.referent = referent;
    this.touched = touched;
  }

  /** {@code scope.mkResource args}. */
  public NixAttrs make(NixAttrs args) {
    String kind = string(args, "kind");
    if (kind == null) {
      throw error("mkResource needs a 'kind', such as \"Deployment\"", anyPosition(args));
    }
    String apiVersion = string(args, "apiVersion");
    String plainKind = Bytes.decode(kind);
    boolean known =
        apiVersion == null
            ? catalog.preferred(plainKind) != null
            : catalog.isNamespaced(GroupVersionKind.of(Bytes.decode(apiVersion), plainKind))
                != null;
    return known ? make(args, kind, apiVersion, catalog) : deferred(args, kind, apiVersion);
  }

  /** A resource whose definition is looked for when it is needed. */
  private NixAttrs deferred(NixAttrs args, String kind, @Nullable String apiVersion) {
    SuppliedLazy made = new SuppliedLazy(() -> make(args, kind, apiVersion, own.get()));
    AttrsBuilder out = new AttrsBuilder(6);
    out.put("_type", NixString.of(TYPE));
    for (String name : List.of("apiVersion", "id")) {
      out.put(name, new SuppliedLazy(() -> part(made, name)));
    }
    out.put("kind", NixString.of(kind));
    for (String name : List.of("manifest", "out")) {
      out.put(name, new SuppliedLazy(() -> part(made, name)));
    }
    return out.build();
  }

  private static Lazy part(Lazy made, String name) {
    Lazy part = ((NixAttrs) made.force()).get(name);
    if (part == null) {
      throw new IllegalStateException("a resource has no " + name);
    }
    return part;
  }

  private NixAttrs make(NixAttrs args, String kind, @Nullable String given, ApiCatalog kinds) {
    String apiVersion = given == null ? preferredVersion(kind, args, kinds) : given;
    GroupVersionKind gvk = GroupVersionKind.of(Bytes.decode(apiVersion), Bytes.decode(kind));
    NixAttrs metadata = attrs(args, "metadata", kind);
    String name = string(args, "name");
    if (name == null) {
      name = string(metadata, "name");
    }
    if (name == null) {
      name = instanceName;
    }
    String namespace = namespace(kinds.isNamespaced(gvk), gvk, args, metadata);
    ResourceId id = id(gvk, namespace, name);
    Made made = new Made(args, kind, apiVersion, name, namespace);
    return resource(kind, apiVersion, name, namespace, id, new SuppliedLazy(made::manifest));
  }

  /**
   * A resource of a whole manifest, taken as it is: nothing is added to it. Its kind, name and
   * namespace are looked at now, the rest later.
   */
  public NixAttrs of(NixAttrs manifest) {
    String kind = required(manifest, "kind");
    String apiVersion = required(manifest, "apiVersion");
    NixAttrs metadata = attrs(manifest, "metadata", kind);
    String name = required(metadata, "name");
    String namespace = string(metadata, "namespace");
    GroupVersionKind gvk = GroupVersionKind.of(Bytes.decode(apiVersion), Bytes.decode(kind));
    return resource(kind, apiVersion, name, namespace, id(gvk, namespace, name), manifest);
  }

  private NixAttrs resource(
      String kind,
      String apiVersion,
      String name,
      @Nullable String namespace,
      ResourceId id,
      Lazy manifest) {
    ResourceOut out =
        new ResourceOut(
            state,
            new ResourceOut.Identity(kind, apiVersion, name, namespace, id),
            referent == null ? id : referent,
            manifest);
    return new AttrsBuilder(6)
        .put("_type", NixString.of(TYPE))
        .put("apiVersion", NixString.of(apiVersion))
        .put("id", NixString.of(ResourceReference.encode(id)))
        .put("kind", NixString.of(kind))
        .put("manifest", manifest)
        .put("out", new SuppliedLazy(() -> looked(id, out)))
        .build();
  }

  private Value looked(ResourceId id, ResourceOut out) {
    if (touched != null) {
      touched.accept(referent == null ? id : referent);
    }
    return out.value();
  }

  private static ResourceId id(GroupVersionKind gvk, @Nullable String namespace, String name) {
    return new ResourceId(
        gvk.group(),
        gvk.kind(),
        namespace == null ? null : Bytes.decode(namespace),
        Bytes.decode(name));
  }

  /** The namespace of a resource, or null when it is cluster-scoped. */
  private @Nullable String namespace(
      @Nullable Boolean namespaced, GroupVersionKind gvk, NixAttrs args, NixAttrs metadata) {
    if (namespaced != null && !namespaced) {
      return null;
    }
    String given = string(args, "namespace");
    if (given == null) {
      given = string(metadata, "namespace");
    }
    if (given != null) {
      return given;
    }
    if (namespaced != null) {
      return instanceNamespace;
    }
    return isNull(args, "namespace") || isClusterWide(gvk) ? null : instanceNamespace;
  }

  /** Custom resources of unknown definition: a kind that says it is cluster-wide is believed. */
  private static boolean isClusterWide(GroupVersionKind gvk) {
    String kind = gvk.kind();
    // "Cluster" alone is a cluster of something, such as the database servers of an operator.
    return (kind.startsWith("Cluster") && !kind.equals("Cluster")) || kind.contains("Clusterwide");
  }

  private String preferredVersion(String kind, NixAttrs args, ApiCatalog kinds) {
    ResourceType type = kinds.preferred(Bytes.decode(kind));
    if (type != null) {
      return Bytes.encode(type.gvk().apiVersion());
    }
    List<ResourceType> candidates = kinds.candidates(Bytes.decode(kind));
    String message;
    if (candidates.isEmpty()) {
      String near = kinds.didYouMeanKind(Bytes.decode(kind));
      message =
          "kind '"
              + kind
              + "' is not known in Kubernetes "
              + kinds.version()
              + (near == null ? "; a custom resource needs its apiVersion" : "");
      EvalException e = error(message, args.position("kind"));
      throw near == null ? e : e.suggesting(List.of(Bytes.encode(near)));
    }
    StringBuilder versions = new StringBuilder();
    for (ResourceType t : candidates) {
      versions.append(versions.isEmpty() ? "" : ", ").append(t.gvk().apiVersion());
    }
    throw error(
        "kind '" + kind + "' exists in several API groups; give its apiVersion: " + versions,
        args.position("kind"));
  }

  private boolean isNull(NixAttrs args, String name) {
    Lazy lazy = args.get(name);
    return lazy != null && lazy.force() == NixNull.NULL;
  }

  /**
   * The text of an argument, its context dropped: identity is not a reference. Null when absent or
   * null.
   */
  private @Nullable String string(NixAttrs args, String name) {
    Lazy lazy = args.get(name);
    if (lazy == null) {
      return null;
    }
    Value v = state.force(lazy, args.position(name));
    if (v == NixNull.NULL) {
      return null;
    }
    if (v instanceof NixString s) {
      return s.value();
    }
    throw error(
        "mkResource: '" + name + "' must be a string but is " + state.services().describe(v),
        args.position(name));
  }

  private String required(NixAttrs owner, String name) {
    String text = string(owner, name);
    if (text == null) {
      throw error("a manifest needs a '" + name + "'", anyPosition(owner));
    }
    return text;
  }

  private NixAttrs attrs(NixAttrs owner, String attribute, String kind) {
    Lazy lazy = owner.get(attribute);
    if (lazy == null || lazy.force() == NixNull.NULL) {
      return NixAttrs.EMPTY;
    }
    return state.forceAttrs(
        lazy, owner.position(attribute), "while evaluating '" + attribute + "' of " + kind);
  }

  private static @Nullable Position anyPosition(NixAttrs args) {
    NixAttrs flat = args.flatten();
    for (int i = 0; i < flat.size(); i++) {
      if (flat.position(i) != null) {
        return flat.position(i);
      }
    }
    return null;
  }

  private static EvalException error(String message, @Nullable Position position) {
    return new EvalException(ErrorKind.EVAL, message, position);
  }

  /** One resource being made. */
  private final class Made {
    private final NixAttrs args;
    private final String kind;
    private final String apiVersion;
    private final String name;
    private final @Nullable String namespace;

    Made(NixAttrs args, String kind, String apiVersion, String name, @Nullable String namespace) {
      this.args = args;
      this.kind = kind;
      this.apiVersion = apiVersion;
      this.name = name;
      this.namespace = namespace;
    }

    /** The manifest as a set; fields that are null are still in it. */
    Value manifest() {
      NixAttrs flat = args.flatten();
      AttrsBuilder out = new AttrsBuilder(flat.size() + 3);
      out.put("apiVersion", NixString.of(apiVersion), position("apiVersion"));
      out.put("kind", NixString.of(kind), position("kind"));
      out.put("metadata", new SuppliedLazy(this::metadata), position("metadata"));
      for (int i = 0; i < flat.size(); i++) {
        if (!OWN_ARGUMENTS.contains(flat.name(i))) {
          out.put(flat.name(i), flat.value(i), flat.position(i));
        }
      }
      return out.build();
    }

    private @Nullable Position position(String argument) {
      Position p = args.position(argument);
      return p != null ? p : args.position("kind");
    }

    private NixAttrs metadata() {
      NixAttrs given = attrs(args, "metadata", kind);
      AttrsBuilder out = new AttrsBuilder(8);
      NixAttrs flat = given.flatten();
      for (int i = 0; i < flat.size(); i++) {
        out.put(flat.name(i), flat.value(i), flat.position(i));
      }
      out.put("name", NixString.of(name), position("name"));
      if (namespace != null) {
        out.put("namespace", NixString.of(namespace), position("namespace"));
      }
      NixAttrs allLabels =
          NixAttrs.update(
              NixAttrs.update(labels, attrs(given, "labels", kind)), attrs(args, "labels", kind));
      out.put("labels", allLabels, position("labels"));
      NixAttrs annotations =
          NixAttrs.update(attrs(given, "annotations", kind), attrs(args, "annotations", kind));
      if (!annotations.isEmpty()) {
        out.put("annotations", annotations, position("annotations"));
      }
      return out.build();
    }
  }
}
