package dev.kix.cluster.resource;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.schema.ListType;
import dev.kix.k8s.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a manifest, in the sense of Kubernetes' strategic merge patches (the document of that
 * name in kubernetes/community, which Kustomize follows too), and lazy:
 *
 * <ul>
 *   <li>sets are merged, attribute by attribute; {@code null} removes a field
 *   <li>a list whose elements the API tells apart by a key (containers by {@code name}, mounts by
 *       {@code mountPath}) is merged element by element, new ones at its end; {@code { name = "x";
 *       "$patch" = "delete"; }} removes one
 *   <li>any other list, and everything else, is replaced
 *   <li>a function gets the value that was there ({@code null} for none) and returns the new one
 * </ul>
 */
public final class ManifestPatch {
  private static final String DIRECTIVE = "$patch";

  private final EvalState state;

  public ManifestPatch(EvalState state) {
    this.state = state;
  }

  /**
   * The changed manifest. Only attributes that the patch names are looked at, each when it is asked
   * for.
   *
   * @param schema the kind's schema, or null when it is not known: then every list is replaced
   */
  public NixAttrs apply(NixAttrs manifest, NixAttrs patch, @Nullable Schema schema) {
    return attrs(manifest, patch, schema);
  }

  private NixAttrs attrs(NixAttrs old, NixAttrs patch, @Nullable Schema schema) {
    NixAttrs changes = patch.flatten();
    AttrsBuilder out = new AttrsBuilder(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      String name = changes.name(i);
      if (!name.equals(DIRECTIVE)) {
        Lazy change = changes.value(i);
        Lazy before = old.get(name);
        Schema inner = property(schema, name);
        out.put(name, new SuppliedLazy(() -> value(before, change, inner)), changes.position(i));
      }
    }
    return NixAttrs.update(old, out.build());
  }

  private Lazy value(@Nullable Lazy old, Lazy change, @Nullable Schema schema) {
    Value c = change.force();
    if (c instanceof NixFunction f) {
      return state.call(f, null, old == null ? NixNull.NULL : old);
    }
    if (c instanceof NixAttrs patch) {
      if (isReplacement(patch)) {
        return without(patch);
      }
      Value before = old == null ? null : old.force();
      return attrs(before instanceof NixAttrs a ? a : NixAttrs.EMPTY, patch, schema);
    }
    if (old != null && c instanceof NixList patch && old.force() instanceof NixList before) {
      String key = mergeKey(schema);
      if (key != null) {
        return list(before, patch, key, schema == null ? null : schema.resolved().items());
      }
    }
    return c;
  }

  private NixList list(NixList old, NixList patch, String key, @Nullable Schema element) {
    List<Lazy> out = new ArrayList<>(List.of(old.elements()));
    for (Lazy lazy : patch.elements()) {
      if (!(lazy.force() instanceof NixAttrs change)) {
        out.add(lazy);
        continue;
      }
      int at = find(out, key, change);
      boolean delete = "delete".equals(directive(change));
      if (at < 0) {
        if (!delete) {
          out.add(attrs(NixAttrs.EMPTY, change, element));
        }
      } else if (delete) {
        out.remove(at);
      } else if (isReplacement(change)) {
        out.set(at, without(change));
      } else if (out.get(at).force() instanceof NixAttrs before) {
        out.set(at, attrs(before, change, element));
      }
    }
    return NixList.copyOf(out);
  }

  /** The element that {@code change} is about, or -1. */
  private static int find(List<Lazy> elements, String key, NixAttrs change) {
    Lazy wanted = change.get(key);
    if (wanted == null) {
      return -1;
    }
    Object identity = scalar(wanted.force());
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).force() instanceof NixAttrs a) {
        Lazy own = a.get(key);
        if (own != null && identity.equals(scalar(own.force()))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** What two keys are compared by: the text of a string, whatever it refers to. */
  private static Object scalar(Value v) {
    if (v instanceof NixString s) {
      return s.value();
    }
    return v instanceof NixInt n ? (Object) n.value() : v;
  }

  private static boolean isReplacement(NixAttrs patch) {
    return "replace".equals(directive(patch));
  }

  private static @Nullable String directive(NixAttrs patch) {
    Lazy lazy = patch.get(DIRECTIVE);
    return lazy != null && lazy.force() instanceof NixString s ? s.value() : null;
  }

  private static NixAttrs without(NixAttrs patch) {
    NixAttrs flat = patch.flatten();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      if (!flat.name(i).equals(DIRECTIVE)) {
        out.put(flat.name(i), flat.value(i), flat.position(i));
      }
    }
    return out.build();
  }

  /** The field that tells a list's elements apart, or null. */
  private static @Nullable String mergeKey(@Nullable Schema schema) {
    if (schema == null) {
      return null;
    }
    Schema list = schema.resolved();
    if (list.patchMergeKey() != null) {
      return list.patchMergeKey();
    }
    return list.listType() == ListType.MAP && list.mapKeys().size() == 1
        ? list.mapKeys().get(0)
        : null;
  }

  private static @Nullable Schema property(@Nullable Schema schema, String name) {
    if (schema == null) {
      return null;
    }
    Schema resolved = schema.resolved();
    Schema property = resolved.properties().get(name);
    return property != null ? property : resolved.additional();
  }
}
