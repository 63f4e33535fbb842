package dev.kix.cluster.instance;

import dev.kix.cluster.Options;
import dev.kix.cluster.SuppliedLazy;
import dev.kix.cluster.resource.ManifestPatch;
import dev.kix.cluster.resource.ResourceFactory;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.GroupVersionKind;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Changes to the resources that a package emits, made by those who use it: {@code kix.patch} and
 * the {@code overrides} of an instance. A change is filed under the resource's name in the package,
 * its kind, {@code KIND/NAME} or {@code *}; where several apply to one resource, the more general
 * comes first. What a changed resource hands on in {@code out} follows the change.
 */
final class Overrides {
  private final EvalState state;
  private final ApiCatalog catalog;
  private final ResourceFactory factory;
  private final List<NixAttrs> changes;
  private final Set<Key> used = new HashSet<>();

  private record Key(int set, String name) {}

  /**
   * A change that applies to no resource.
   *
   * @param key what it is filed under, one char per byte
   * @param position where, or null
   * @param near a key that may have been meant, or null
   */
  record Unused(String key, @Nullable Position position, @Nullable String near) {}

  /**
   * @param changes sets of changes by key, applied in this order: those of {@code kix.patch}, then
   *     the merged {@code overrides}
   */
  Overrides(EvalState state, ApiCatalog catalog, ResourceFactory factory, List<NixAttrs> changes) {
    this.state = state;
    this.catalog = catalog;
    this.factory = factory;
    this.changes = changes;
  }

  /**
   * The merged {@code overrides} of an instance and the wildcards that reach it.
   *
   * @param anything the option type {@code attrsOf anything}
   */
  static NixAttrs merge(EvalState state, Options options, Instance instance, Lazy anything) {
    List<Lazy> modules = new ArrayList<>();
    modules.add(NixAttrs.of("freeformType", anything));
    for (Wildcard w : instance.wildcards()) {
      if (w.part() == Wildcard.Part.OVERRIDES) {
        modules.add(w.module());
      }
    }
    modules.addAll(instance.overrides());
    return modules.size() == 1
        ? NixAttrs.EMPTY
        : options.evaluate(modules, NixAttrs.EMPTY).uncheckedConfig();
  }

  /** The resources with the changes; as lazy as they were. */
  NixAttrs apply(NixAttrs resources) {
    NixAttrs flat = resources.flatten();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      Lazy resource = flat.value(i);
      out.put(name, new SuppliedLazy(() -> changed(name, resource)), flat.position(i));
    }
    return out.build();
  }

  private Lazy changed(String name, Lazy resource) {
    if (!(resource.force() instanceof NixAttrs made)) {
      return resource; // reported by whoever reads it
    }
    Lazy lazy = made.get("manifest");
    boolean isMade = lazy != null && "kix-resource".equals(text(made, "_type"));
    NixAttrs manifest = isMade && lazy != null ? state.forceAttrs(lazy, null, "") : made;
    NixAttrs before = manifest;
    List<String> keys = keys(name, made);
    for (int s = 0; s < changes.size(); s++) {
      NixAttrs set = changes.get(s);
      for (String key : keys) {
        Lazy change = set.get(key);
        if (change != null) {
          used.add(new Key(s, key));
          manifest = change(manifest, change, set.position(key));
        }
      }
    }
    return manifest == before ? resource : isMade ? factory.of(manifest) : manifest;
  }

  private NixAttrs change(NixAttrs manifest, Lazy change, @Nullable Position position) {
    Value value = state.force(change, position);
    if (value == NixNull.NULL) {
      throw new EvalException(
          ErrorKind.EVAL,
          "an override cannot remove a whole resource; use the package's options for that",
          position);
    }
    if (!(value instanceof NixAttrs) && !(value instanceof NixFunction)) {
      throw new EvalException(
          ErrorKind.TYPE,
          "a change to a resource is a set or a function, but this is "
              + state.services().describe(value),
          position);
    }
    if (!(value instanceof NixAttrs patch)) {
      return state.forceAttrs(
          state.call(
              state.forceFunction(value, position, "while evaluating an override"), null, manifest),
          position,
          "while evaluating the result of an override");
    }
    String apiVersion = text(manifest, "apiVersion");
    String kind = text(manifest, "kind");
    Schema schema =
        apiVersion == null || kind == null
            ? null
            : catalog.schema(GroupVersionKind.of(Bytes.decode(apiVersion), Bytes.decode(kind)));
    return new ManifestPatch(state).apply(manifest, patch, schema);
  }

  /** What a change to a resource may be filed under, the most general first. */
  private static List<String> keys(String name, NixAttrs resource) {
    List<String> keys = new ArrayList<>();
    keys.add("*");
    String kind = text(resource, "kind");
    if (kind != null) {
      keys.add(kind);
      // Of what mkResource made, `out` has the name without the rest of the metadata.
      Lazy named = resource.get(resource.has("out") ? "out" : "metadata");
      String own = named != null && named.force() instanceof NixAttrs n ? text(n, "name") : null;
      if (own != null) {
        keys.add(kind + "/" + own);
      }
    }
    if (!keys.contains(name)) {
      keys.add(name);
    }
    return keys;
  }

  /**
   * The changes that no resource took; known once all resources have been evaluated.
   *
   * @param resources the changed resources
   * @param merged which keys of the merged {@code overrides} must apply: what a wildcard says need
   *     not
   */
  List<Unused> unused(NixAttrs resources, Set<String> merged) {
    List<Unused> out = new ArrayList<>();
    for (int s = 0; s < changes.size(); s++) {
      NixAttrs flat = changes.get(s).flatten();
      for (int i = 0; i < flat.size(); i++) {
        String key = flat.name(i);
        boolean must = s < changes.size() - 1 || merged.contains(key);
        if (must && !key.equals("*") && !used.contains(new Key(s, key))) {
          List<String> near = Suggestions.bestMatches(known(resources), key);
          out.add(new Unused(key, flat.position(i), near.isEmpty() ? null : near.get(0)));
        }
      }
    }
    return out;
  }

  private static Set<String> known(NixAttrs resources) {
    Set<String> known = new TreeSet<>();
    NixAttrs flat = resources.flatten();
    for (int i = 0; i < flat.size(); i++) {
      known.add(flat.name(i));
      if (flat.value(i).valueIfForced() instanceof NixAttrs made
          && text(made, "kind") instanceof String kind) {
        known.add(kind);
      }
    }
    return known;
  }

  private static @Nullable String text(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    return lazy != null && lazy.force() instanceof NixString s ? s.value() : null;
  }
}
