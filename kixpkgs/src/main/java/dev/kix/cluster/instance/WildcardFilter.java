package dev.kix.cluster.instance;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts wildcard definitions down to what a package declares: a definition for every instance must
 * not be an error for one that has no such option. {@code mkIf}, {@code mkMerge} and priorities are
 * looked through and kept.
 */
final class WildcardFilter {
  /** The priority of {@code mkForce}. */
  private static final long FORCE = 50;

  /**
   * A definition that the package cannot take.
   *
   * @param path the option, dotted, one char per byte
   * @param forced whether it was enforced by {@code mkForce} or stronger
   * @param position where it stands, or null
   */
  record Dropped(String path, boolean forced, @Nullable Position position) {}

  private final List<Dropped> dropped = new ArrayList<>();
  private boolean kept;

  /** What was left out. */
  List<Dropped> dropped() {
    return dropped;
  }

  /** Whether anything was left in. */
  boolean keptSomething() {
    return kept;
  }

  /**
   * The definitions that {@code options} has options for.
   *
   * @param options a tree of option declarations
   */
  Lazy filter(Lazy definitions, NixAttrs options) {
    Lazy filtered = filter(definitions, options, "", null, false);
    return filtered == null ? NixAttrs.EMPTY : filtered;
  }

  private @Nullable Lazy filter(
      Lazy lazy, Lazy options, String path, @Nullable Position position, boolean forced) {
    Value declared = options.force();
    if (!(declared instanceof NixAttrs tree)) {
      return null;
    }
    if (isType(tree, "option")) {
      kept = true;
      return lazy;
    }
    if (!(lazy.force() instanceof NixAttrs attrs)) {
      dropped.add(new Dropped(path, forced, position));
      return null;
    }
    Lazy type = attrs.get("_type");
    if (type != null && type.force() instanceof NixString s) {
      switch (s.value()) {
        case "if", "override", "order" -> {
          return property(attrs, "content", tree, path, position, forced || isForce(attrs));
        }
        case "merge" -> {
          return merge(attrs, tree, path, position, forced);
        }
        default -> {
          // An ordinary set that happens to have a _type.
        }
      }
    }
    return set(attrs, tree, path, forced);
  }

  private static boolean isForce(NixAttrs property) {
    Lazy priority = property.get("priority");
    return priority != null && priority.force() instanceof NixInt p && p.value() <= FORCE;
  }

  private @Nullable Lazy property(
      NixAttrs property,
      String content,
      NixAttrs options,
      String path,
      @Nullable Position position,
      boolean forced) {
    Lazy inner = property.get(content);
    Lazy filtered = inner == null ? null : filter(inner, options, path, position, forced);
    return filtered == null ? null : NixAttrs.update(property, NixAttrs.of(content, filtered));
  }

  private @Nullable Lazy merge(
      NixAttrs property,
      NixAttrs options,
      String path,
      @Nullable Position position,
      boolean forced) {
    Lazy contents = property.get("contents");
    if (contents == null || !(contents.force() instanceof NixList list)) {
      return property;
    }
    List<Lazy> filtered = new ArrayList<>();
    for (Lazy element : list.elements()) {
      Lazy f = filter(element, options, path, position, forced);
      if (f != null) {
        filtered.add(f);
      }
    }
    return NixAttrs.update(property, NixAttrs.of("contents", NixList.copyOf(filtered)));
  }

  private @Nullable Lazy set(NixAttrs attrs, NixAttrs options, String path, boolean forced) {
    NixAttrs flat = attrs.flatten();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      String at = path.isEmpty() ? name : path + "." + name;
      Lazy option = options.get(name);
      if (option == null) {
        drop(flat.value(i), at, flat.position(i), forced);
        continue;
      }
      Lazy filtered = filter(flat.value(i), option, at, flat.position(i), forced);
      if (filtered != null) {
        out.put(name, filtered, flat.position(i));
      }
    }
    return out.size() == 0 ? null : out.build();
  }

  /** Notes every definition inside what has no option. */
  private void drop(Lazy lazy, String path, @Nullable Position position, boolean forced) {
    if (lazy.force() instanceof NixAttrs attrs) {
      if (isType(attrs, "override") || isType(attrs, "if") || isType(attrs, "order")) {
        Lazy content = attrs.get("content");
        if (content != null) {
          drop(content, path, position, forced || isForce(attrs));
        }
        return;
      }
      NixAttrs flat = attrs.flatten();
      if (!flat.isEmpty() && !flat.has("_type")) {
        for (int i = 0; i < flat.size(); i++) {
          drop(flat.value(i), path + "." + flat.name(i), flat.position(i), forced);
        }
        return;
      }
    }
    dropped.add(new Dropped(path, forced, position));
  }

  static boolean isType(NixAttrs attrs, String type) {
    Lazy lazy = attrs.get("_type");
    return lazy != null && lazy.force() instanceof NixString s && s.value().equals(type);
  }
}
