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
import dev.kix.k8s.ResourceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What others may use of a resource: its {@code out}. Strings carry a reference to the resource.
 * Labels, selectors and ports are read off the manifest when they are asked for.
 */
final class ResourceOut {
  private static final Set<String> WORKLOADS =
      Set.of(
          "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job");

  /** Which resource it is, one char per byte. */
  record Identity(
      String kind, String apiVersion, String name, @Nullable String namespace, ResourceId id) {}

  private final EvalState state;
  private final Identity identity;
  private final StringContext reference;
  private final Lazy manifest;

  /**
   * @param referent what the strings refer to
   * @param manifest the manifest, a set
   */
  ResourceOut(EvalState state, Identity identity, ResourceId referent, Lazy manifest) {
    this.state = state;
    this.identity = identity;
    this.reference = StringContext.of(ResourceReference.encode(referent));
    this.manifest = manifest;
  }

  private NixString referring(String text) {
    return NixString.of(text, reference);
  }

  private NixAttrs manifest() {
    return state.forceAttrs(manifest, null, "");
  }

  private NixAttrs attrs(NixAttrs owner, String attribute) {
    Lazy lazy = owner.get(attribute);
    if (lazy == null || lazy.force() == NixNull.NULL) {
      return NixAttrs.EMPTY;
    }
    return state.forceAttrs(
        lazy,
        owner.position(attribute),
        "while evaluating '" + attribute + "' of " + identity.kind());
  }

  private static EvalException error(String message, @Nullable Position position) {
    return new EvalException(ErrorKind.EVAL, message, position);
  }

  /** The set. */
  Value value() {
    String name = identity.name();
    String namespace = identity.namespace();
    String kind = identity.kind();
    AttrsBuilder out = new AttrsBuilder(12);
    out.put("name", referring(name));
    out.put("namespace", namespace == null ? NixNull.NULL : referring(namespace));
    out.put("kind", referring(kind));
    out.put("apiVersion", referring(identity.apiVersion()));
    out.put("ref", reference());
    out.put(
        "labels",
        new SuppliedLazy(() -> {
          Lazy all = attrs(manifest(), "metadata").get("labels");
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
    new ResourceHelpers(identity, reference).addTo(out);
    return out.build();
  }

  private NixAttrs reference() {
    String namespace = identity.namespace();
    AttrsBuilder ref = new AttrsBuilder(4);
    ref.put("apiGroup", NixString.of(Bytes.encode(identity.id().group())));
    ref.put("kind", referring(identity.kind()));
    ref.put("name", referring(identity.name()));
    if (namespace != null) {
      ref.put("namespace", referring(namespace));
    }
    return ref.build();
  }

  private Lazy selector() {
    NixAttrs spec = attrs(manifest(), "spec");
    Lazy selector = spec.get("selector");
    if (selector == null) {
      throw error("this " + identity.kind() + " has no spec.selector", manifest().position("spec"));
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
    NixAttrs spec = attrs(manifest(), "spec");
    Lazy ports = spec.get("ports");
    return ports == null
        ? NixList.EMPTY
        : state.forceList(ports, spec.position("ports"), "while evaluating the Service's ports");
  }

  private Lazy firstPort() {
    NixList list = portList();
    if (list.size() == 0) {
      throw error("this Service has no ports", manifest().position("spec"));
    }
    Lazy port = state.forceAttrs(list.get(0), null, "").get("port");
    if (port == null) {
      throw error("the Service's first port has no 'port'", manifest().position("spec"));
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
