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
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.ResourceType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes resources of the arguments of {@code scope.mkResource}. The result is an attribute set:
 * {@code kind}, {@code apiVersion}, the {@code manifest}, and {@code out}, whose strings carry the
 * reference to the resource. Only the kind, the name and the namespace are looked at when it is
 * made; everything else stays lazy, so resources may refer to one another in circles.
 */
public final class ResourceFactory {
  /** The value of {@code _type} of a resource. */
  public static final String TYPE = "kix-resource";

  private static final Set<String> OWN_ARGUMENTS =
      Set.of("kind", "apiVersion", "name", "namespace", "labels", "annotations", "metadata");
  private static final Set<String> WORKLOADS =
      Set.of(
          "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job");

  private final EvalState state;
  private final ApiCatalog catalog;
  private final String instanceName;
  private final String instanceNamespace;
  private final NixAttrs labels;

  /**
   * @param catalog the kinds of the target Kubernetes version, with the cluster's own custom
   *     resources
   * @param labels what every resource gets
   */
  public ResourceFactory(
      EvalState state,
      ApiCatalog catalog,
      String instanceName,
      String instanceNamespace,
      NixAttrs labels) {
    this.state = state;
    this.catalog = catalog;
    this.instanceName = instanceName;
    this.instanceNamespace = instanceNamespace;
    this.labels = labels;
  }

  /** {@code scope.mkResource args}. */
  public NixAttrs make(NixAttrs args) {
    String kind = string(args, "kind");
    if (kind == null) {
      throw error("mkResource needs a 'kind', such as \"Deployment\"", anyPosition(args));
    }
    String apiVersion = string(args, "apiVersion");
    if (apiVersion == null) {
      apiVersion = preferredVersion(kind, args);
    }
    GroupVersionKind gvk = GroupVersionKind.of(Bytes.decode(apiVersion), Bytes.decode(kind));
    Boolean namespaced = catalog.isNamespaced(gvk);
    String name = string(args, "name");
    if (name == null) {
      name = instanceName;
    }
    String namespace = null;
    if (namespaced == null || namespaced) {
      namespace = string(args, "namespace");
      if (namespace == null && (namespaced != null || !isNull(args, "namespace"))) {
        namespace = instanceNamespace;
      }
      if (namespaced == null && isClusterWide(gvk) && string(args, "namespace") == null) {
        namespace = null;
      }
    }
    ResourceId id =
        new ResourceId(
            gvk.group(),
            gvk.kind(),
            namespace == null ? null : Bytes.decode(namespace),
            Bytes.decode(name));
    Made made = new Made(args, kind, apiVersion, name, namespace, id);
    return new AttrsBuilder(5)
        .put("_type", NixString.of(TYPE))
        .put("apiVersion", NixString.of(apiVersion))
        .put("kind", NixString.of(kind))
        .put("manifest", new SuppliedLazy(made::manifest))
        .put("out", new SuppliedLazy(made::out))
        .build();
  }

  /** Custom resources of unknown definition: a kind that says it is cluster-wide is believed. */
  private static boolean isClusterWide(GroupVersionKind gvk) {
    return gvk.kind().startsWith("Cluster") || gvk.kind().contains("Clusterwide");
  }

  private String preferredVersion(String kind, NixAttrs args) {
    ResourceType type = catalog.preferred(Bytes.decode(kind));
    if (type != null) {
      return Bytes.encode(type.gvk().apiVersion());
    }
    List<ResourceType> candidates = catalog.candidates(Bytes.decode(kind));
    String message;
    if (candidates.isEmpty()) {
      String near = catalog.didYouMeanKind(Bytes.decode(kind));
      message =
          "kind '"
              + kind
              + "' is not known in Kubernetes "
              + catalog.version()
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
    private final ResourceId id;
    private final StringContext reference;

    Made(
        NixAttrs args,
        String kind,
        String apiVersion,
        String name,
        @Nullable String namespace,
        ResourceId id) {
      this.args = args;
      this.kind = kind;
      this.apiVersion = apiVersion;
      this.name = name;
      this.namespace = namespace;
      this.id = id;
      this.reference = StringContext.of(ResourceReference.encode(id));
    }

    private NixString referring(String text) {
      return NixString.of(text, reference);
    }

    /** The manifest as a set; fields that are null are still in it. */
    Value manifest() {
      NixAttrs flat = args.flatten();
      AttrsBuilder out = new AttrsBuilder(flat.size() + 3);
      out.put("apiVersion", NixString.of(apiVersion), position("apiVersion"));
      out.put("kind", NixString.of(kind), position("kind"));
      out.put("metadata", metadata(), position("metadata"));
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
      NixAttrs given = attrs(args, "metadata");
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
          NixAttrs.update(NixAttrs.update(labels, attrs(given, "labels")), attrs(args, "labels"));
      out.put("labels", allLabels, position("labels"));
      NixAttrs annotations =
          NixAttrs.update(attrs(given, "annotations"), attrs(args, "annotations"));
      if (!annotations.isEmpty()) {
        out.put("annotations", annotations, position("annotations"));
      }
      return out.build();
    }

    private NixAttrs attrs(NixAttrs owner, String attribute) {
      Lazy lazy = owner.get(attribute);
      if (lazy == null || lazy.force() == NixNull.NULL) {
        return NixAttrs.EMPTY;
      }
      return state.forceAttrs(
          lazy, owner.position(attribute), "while evaluating '" + attribute + "' of " + kind);
    }

    /** What others may use of the resource. */
    Value out() {
      AttrsBuilder out = new AttrsBuilder(12);
      out.put("name", referring(name));
      out.put("namespace", namespace == null ? NixNull.NULL : referring(namespace));
      out.put("kind", referring(kind));
      out.put("apiVersion", referring(apiVersion));
      out.put("ref", reference());
      out.put(
          "labels",
          new SuppliedLazy(() -> {
            Lazy all = metadata().get("labels");
            return withReference(all == null ? NixAttrs.EMPTY : all);
          }));
      if (WORKLOADS.contains(kind)) {
        out.put("selector", new SuppliedLazy(this::selector));
      }
      if (kind.equals("Service") && namespace != null) {
        out.put("fqdn", referring(name + "." + namespace + ".svc.cluster.local"));
        out.put("host", referring(name + "." + namespace));
        out.put("port", new SuppliedLazy(this::firstPort));
        out.put("ports", new SuppliedLazy(this::ports));
      }
      return out.build();
    }

    private NixAttrs reference() {
      AttrsBuilder ref = new AttrsBuilder(4);
      ref.put("apiGroup", NixString.of(Bytes.encode(id.group())));
      ref.put("kind", referring(kind));
      ref.put("name", referring(name));
      if (namespace != null) {
        ref.put("namespace", referring(namespace));
      }
      return ref.build();
    }

    private Lazy selector() {
      NixAttrs spec = attrs(args, "spec");
      Lazy selector = spec.get("selector");
      if (selector == null) {
        throw error("this " + kind + " has no spec.selector", position("spec"));
      }
      NixAttrs parts = state.forceAttrs(selector, spec.position("selector"), "");
      Lazy matchLabels = parts.get("matchLabels");
      return withReference(matchLabels == null ? parts : matchLabels);
    }

    /** The set with the reference added to each string in it. */
    private NixAttrs withReference(Lazy lazy) {
      NixAttrs flat = state.forceAttrs(lazy, null, "").flatten();
      AttrsBuilder out = new AttrsBuilder(flat.size());
      for (int i = 0; i < flat.size(); i++) {
        Lazy value = flat.value(i);
        out.put(
            flat.name(i),
            new SuppliedLazy(() ->
                value.force() instanceof NixString s
                    ? NixString.of(s.value(), s.context().union(reference))
                    : value),
            flat.position(i));
      }
      return out.build();
    }

    private NixList portList() {
      NixAttrs spec = attrs(args, "spec");
      Lazy ports = spec.get("ports");
      return ports == null
          ? NixList.EMPTY
          : state.forceList(ports, spec.position("ports"), "while evaluating the Service's ports");
    }

    private Lazy firstPort() {
      NixList list = portList();
      if (list.size() == 0) {
        throw error("this Service has no ports", position("spec"));
      }
      Lazy port = state.forceAttrs(list.get(0), null, "").get("port");
      if (port == null) {
        throw error("the Service's first port has no 'port'", position("spec"));
      }
      return port;
    }

    private Value ports() {
      NixList list = portList();
      AttrsBuilder out = new AttrsBuilder(list.size());
      for (Lazy element : list.elements()) {
        NixAttrs port = state.forceAttrs(element, null, "");
        Lazy number = port.get("port");
        Lazy portName = port.get("name");
        if (number != null && portName != null && portName.force() instanceof NixString s) {
          out.put(s.value(), number);
        } else if (number != null && number.force() instanceof NixInt n) {
          out.put(Long.toString(n.value()), number);
        }
      }
      return out.build();
    }
  }
}
